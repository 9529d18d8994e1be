package org.nansen.gateway.ledger;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes units of a queue in batches and starts one exchange for each, never more than a bound at once. An exchange that
 * ends without {@code to: ledger:…} gives its unit back; a failed one is deferred or parked.
 */
final class LedgerConsumer extends ScheduledBatchPollingConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerConsumer.class);
    private static final int MOST_AT_ONCE = 200;
    private static final int HAND_BACK_SECONDS = 3;

    private final String queue;
    private final Work work;
    private final Semaphore free;
    private final Set<Claim> inHand = ConcurrentHashMap.newKeySet();
    private ExecutorService pool;

    LedgerConsumer(LedgerEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.queue = endpoint.queue();
        this.work = endpoint.work();
        this.free = new Semaphore(work.inFlight(queue));
    }

    @Override
    protected void doStart() throws Exception {
        pool = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(this, "ledger-" + queue, work.threads(queue));
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        handBack();
        // Whoever is still at work now was waited for as long as a stop may take; what it comes to is void.
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(pool);
    }

    /** What others may take at once need not wait for the next start, or for a lease to run out. */
    private void handBack() {
        List<CompletableFuture<Void>> written = inHand.stream()
                .filter(claim -> !((ClaimInHand) claim).ended())
                .map(work.results()::giveBack)
                .toList();
        try {
            CompletableFuture.allOf(written.toArray(CompletableFuture[]::new)).get(HAND_BACK_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException notWritten) {
            LOG.warn("units of {} could not be handed back; the next start takes them", queue);
        }
    }

    @Override
    protected int poll() throws Exception {
        if (!free.tryAcquire(100, TimeUnit.MILLISECONDS)) {
            return 0;
        }
        int most = 1;
        while (most < MOST_AT_ONCE && free.tryAcquire()) {
            most++;
        }
        boolean probe = work.lanes().outage(Queues.lane(queue)).isPresent();
        int holds = work.holds().placed();
        List<Claim> claims = List.of();
        try {
            claims = work.claims().take(queue, most).join();
        } catch (CompletionException failed) {
            if (!(failed.getCause() instanceof Unavailable)) {
                throw failed;
            }
            // The writer has said it. Camel would log it with its trace at every poll: megabytes in a minute's outage.
            LOG.debug("nothing can be taken from {}", queue, failed);
            return 0;
        } finally {
            free.release(most - claims.size());
        }
        for (Claim claim : claims) {
            start(claim, probe, holds);
        }
        return claims.size();
    }

    /** Batches are dispatched as they are claimed; Camel's own batching is not used. */
    @Override
    public int processBatch(Queue<Object> exchanges) {
        return exchanges.size();
    }

    private void start(Claim claim, boolean probe, int holds) {
        inHand.add(claim);
        if (isStoppingOrStopped()) {
            // Claimed while the consumer was already handing back; the pool would drop it without a word.
            work.results().giveBack(claim).whenCompleteAsync((done, failed) -> ended(claim), work.after());
            return;
        }
        pool.execute(() -> {
            // Much may have happened since it was taken; a route that is to stop ends what was begun and no more.
            boolean inVain = !probe && work.lanes().outage(Queues.lane(queue)).isPresent();
            boolean perhapsHeld = !Queues.isForRecords(queue)
                    && (holds != work.holds().placed() || work.holds().isHeldElsewhere(claim.id()));
            if (!isStarted() || inVain || perhapsHeld || !claim.holds()) {
                work.results().giveBack(claim).whenCompleteAsync((done, failed) -> ended(claim), work.after());
                return;
            }
            Exchange exchange = createExchange(false);
            exchange.getMessage().setBody(claim);
            exchange.setProperty(LedgerProducer.CLAIM, claim);
            getAsyncProcessor().process(exchange, doneSync -> finish(exchange, (ClaimInHand) claim));
        });
    }

    private void finish(Exchange exchange, ClaimInHand claim) {
        Throwable failure = exchange.getException();
        Fault fault = failure == null ? null : ((Claim) claim).faultOf(failure);
        if (fault instanceof Unavailable unavailable) {
            work.lanes().down(unavailable.dependency(), unavailable.code());
        }
        if (claim.ended()) {
            // Its end was written.
            work.lanes().up(Queues.LEDGER);
            if (fault == null && !Queues.isForRecords(queue)) {
                work.lanes().up(Queues.lane(queue));
            }
            ended((Claim) claim);
            return;
        }
        if (fault == null) {
            LOG.error("unit {} of {} came back without an end; it is handed back", claim.id(), queue);
            fault = Unavailable.of(FaultCode.NG_900_DEFECT, queue);
        }
        Claim unit = (Claim) claim;
        String code = fault.code().code();
        work.results()
                .fail(unit, fault)
                .whenCompleteAsync(
                        (done, failed) -> {
                            if (failed != null) {
                                // Its lease gives it back.
                                LOG.error(
                                        "unit {} of {} failed with {} and could not be handed back",
                                        claim.id(),
                                        queue,
                                        code);
                            }
                            ended(unit);
                        },
                        work.after());
    }

    private void ended(Claim claim) {
        inHand.remove(claim);
        free.release();
    }

    @Override
    public int getPendingExchangesSize() {
        return inHand.size();
    }
}
