package org.nansen.gateway.intake;

import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperations;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Feeds;
import org.nansen.gateway.record.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the files of drops whose fate was decided after their file was put away: one that was held goes to {@code done} when
 * a person lets it on, and a whole stock that turns out to be implausible to {@code failed}. After each poll, in the polling
 * thread, since the connection is its.
 */
final class RefilingStrategy<T> {

    private static final Logger LOG = LoggerFactory.getLogger(RefilingStrategy.class);

    private final String system;
    private final Feeds feeds;
    private @Nullable GenericFileOperations<T> files;
    private @Nullable String folder;

    RefilingStrategy(String system, Feeds feeds) {
        this.system = system;
        this.feeds = feeds;
    }

    /** By which files are reached; told at each start of the route. */
    void reach(GenericFileOperations<T> operations, GenericFileEndpoint<T> endpoint) {
        files = operations;
        folder = endpoint.getConfiguration().getDirectory();
    }

    /** To be called only after a poll that went well. */
    void pollEnds() {
        GenericFileOperations<T> at = files;
        String in = folder;
        if (at == null || in == null) {
            return;
        }
        try {
            for (Feeds.Move move : feeds.moves(system)) {
                if (isDone(at, in, move)) {
                    feeds.moved(move).join();
                }
            }
        } catch (Fault ledgerAway) {
            LOG.debug("files are not looked at, system={}", system);
        } catch (RuntimeException cannot) {
            // The next poll tries again; what became of the drop does not depend on where its file lies.
            LOG.warn(
                    "a file cannot be moved where it belongs by now, system={} kind={}",
                    system,
                    cannot.getClass().getName());
        }
    }

    private static <T> boolean isDone(GenericFileOperations<T> files, String folder, Feeds.Move move) {
        String name = move.name();
        if (name == null || !FileName.fit(name)) {
            return true;
        }
        String claimed = new FileName(move.receiptId(), name).claimed();
        String to = folder + "/" + move.folder() + "/" + claimed;
        String other = move.folder().equals(ClaimByRenameStrategy.DONE)
                ? ClaimByRenameStrategy.FAILED
                : ClaimByRenameStrategy.DONE;
        String from = folder + "/" + other + "/" + claimed;
        if (files.existsFile(to)) {
            return true;
        }
        if (files.existsFile(from)) {
            return files.renameFile(from, to);
        }
        // Still in work: the poll that finds it there moves it by what the ledger says. Gone: its sender took it.
        return !files.existsFile(folder + "/" + FileName.WORK + "/" + claimed);
    }
}
