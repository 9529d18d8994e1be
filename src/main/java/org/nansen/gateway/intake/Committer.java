package org.nansen.gateway.intake;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Drop;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;

/**
 * Commits one drop's chunks in their order while the next ones are read: at most {@link #IN_FLIGHT} are held, so a slow
 * ledger slows reading down instead of filling memory. After a failure nothing more is sent. For one reading thread.
 */
final class Committer {

    private static final int IN_FLIGHT = 2;

    private final ChunkSink sink;
    private final Executor threads;
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private CompletableFuture<@Nullable Drop> last = CompletableFuture.completedFuture(null);

    Committer(ChunkSink sink, Executor threads) {
        this.sink = sink;
        this.threads = threads;
    }

    /** Takes the chunk on as soon as there is room; throws what went wrong with an earlier one. */
    void submit(Offer offer) {
        try {
            room.acquire();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw Unavailable.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, "ledger", stop);
        }
        if (last.isCompletedExceptionally()) {
            await();
        }
        last = last.thenApplyAsync(before -> sink.offer(offer), threads);
        // Also when it was skipped because an earlier one failed: otherwise the reader would wait for ever.
        last.whenComplete((drop, failure) -> room.release());
    }

    /** Returns the drop after the last chunk, or null when none was submitted. */
    @Nullable
    Drop await() {
        try {
            return last.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Fault fault) {
                throw fault;
            }
            throw Defect.of(FaultCode.NG_900_DEFECT, "intake", failed.getCause());
        }
    }

    /** Waits until nothing is on its way any more, whatever became of it. */
    void settle() {
        last.handle((drop, failure) -> drop).join();
    }
}
