package org.nansen.gateway.operations;

import org.nansen.gateway.ledger.Views;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.record.FaultCode;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the ledger can be read; without it the gateway can do nothing and takes nothing. */
@Component("ledgerHealthIndicator")
class LedgerHealth implements HealthIndicator {

    private final Views views;

    LedgerHealth(Views views) {
        this.views = views;
    }

    @Override
    public Health health() {
        try {
            views.lastArrivals();
            return Health.up().build();
        } catch (RuntimeException e) {
            FaultCode code = e instanceof Fault ours ? ours.code() : FaultCode.NG_501_LEDGER_UNAVAILABLE;
            return Health.down()
                    .withDetail("code", code.code())
                    .withDetail("hint", code.hint())
                    .build();
        }
    }
}
