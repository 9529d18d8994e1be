package org.nansen.gateway.ledger;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.springframework.stereotype.Component;

/**
 * {@code ledger:<queue>}: as a consumer it starts one exchange for each unit of work that is due, as a producer it ends
 * the unit in hand and hands on, durable when it returns. Queues: {@code screening}, {@code disclosure}, {@code mail},
 * {@code reply.<system>}; {@code closed} only as a producer.
 */
@Component("ledger")
final class LedgerComponent extends DefaultComponent {

    private final Work work;

    LedgerComponent(Work work) {
        this.work = work;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String queue, Map<String, Object> parameters) {
        return new LedgerEndpoint(uri, this, queue, work);
    }
}
