package org.nansen.gateway.ledger;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.ScheduledPollEndpoint;

/** A queue of the ledger. */
final class LedgerEndpoint extends ScheduledPollEndpoint {

    private final String queue;
    private final Work work;

    LedgerEndpoint(String uri, LedgerComponent component, String queue, Work work) {
        super(uri, component);
        this.queue = queue;
        this.work = work;
    }

    String queue() {
        return queue;
    }

    Work work() {
        return work;
    }

    @Override
    public Producer createProducer() {
        return new LedgerProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        LedgerConsumer consumer = new LedgerConsumer(this, processor);
        configureConsumer(consumer);
        consumer.setInitialDelay(50);
        consumer.setDelay(50);
        consumer.setGreedy(true);
        return consumer;
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}
