package org.nansen.gateway.ledger;

import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;

/** Ends the unit in hand and hands on; the exchange continues when that is durable. */
final class LedgerProducer extends DefaultAsyncProducer {

    static final String CLAIM = "LedgerClaim";

    private final String next;
    private final Work work;

    LedgerProducer(LedgerEndpoint endpoint) {
        super(endpoint);
        this.next = endpoint.queue();
        this.work = endpoint.work();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Claim claim = exchange.getProperty(CLAIM, Claim.class);
        if (claim == null) {
            exchange.setException(Defect.of(FaultCode.NG_900_DEFECT, "ledger:" + next));
            callback.done(true);
            return true;
        }
        Completion completion = exchange.getMessage().getBody() instanceof Completion found ? found : null;
        try {
            work.results()
                    .complete(claim, completion, next)
                    .whenCompleteAsync(
                            (done, failed) -> end(exchange, claim, completion, failed, callback), work.after());
        } catch (RuntimeException failed) {
            exchange.setException(failed);
            callback.done(true);
            return true;
        }
        return false;
    }

    private static void end(
            Exchange exchange,
            Claim claim,
            @org.jspecify.annotations.Nullable Completion completion,
            @org.jspecify.annotations.Nullable Throwable failed,
            AsyncCallback callback) {
        if (failed != null) {
            exchange.setException(
                    failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed);
        } else {
            ((ClaimInHand) claim).end();
            Completion.Again again = completion == null ? null : completion.again();
            if (again != null && again.lane() != null) {
                // What is deferred shows as a failed exchange in the route's metrics.
                exchange.setException(Unavailable.of(again.why(), again.lane()));
            }
        }
        callback.done(false);
    }
}
