package org.nansen.gateway.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.nansen.gateway.ledger.Drop;
import org.nansen.gateway.ledger.Leases;

/**
 * Claims a file by renaming it to {@code work/<receiptId>.<name>} before it is read; only that name is read, resumed and,
 * after the commit, moved to {@code done} or {@code failed}. A file that stays in {@code work} is read again at the next
 * poll, and only moved when its receipt is complete. What Camel thinks of the exchange does not count here: a file moves
 * only when the ledger said what became of it.
 */
final class ClaimByRenameStrategy<T> implements GenericFileProcessStrategy<T> {

    /** Exchange property: the {@link Drop} as it ended, or {@link FileName} under which to read anew. */
    static final String OUTCOME = "IntakeOutcome";

    static final String DONE = "done";
    static final String FAILED = "failed";

    private final String system;
    private final CompleteWhen complete;
    private final FolderPollStrategy<T> watch;
    private final RefilingStrategy<T> refiling;
    private final Doorkeeper keeper;
    private final Leases.Lease turn;
    private final Map<String, Seen> waiting = new HashMap<>();
    private boolean foldersMade;

    ClaimByRenameStrategy(
            String system,
            CompleteWhen complete,
            FolderPollStrategy<T> watch,
            RefilingStrategy<T> refiling,
            Doorkeeper keeper,
            Leases.Lease turn) {
        this.system = system;
        this.complete = complete;
        this.watch = watch;
        this.refiling = refiling;
        this.keeper = keeper;
        this.turn = turn;
    }

    @Override
    public void prepareOnStartup(GenericFileOperations<T> files, GenericFileEndpoint<T> endpoint) {
        foldersMade = false;
        refiling.reach(files, endpoint);
    }

    @Override
    public boolean begin(
            GenericFileOperations<T> files, GenericFileEndpoint<T> endpoint, Exchange exchange, GenericFile<T> file) {
        if (!turn.holds()) {
            return false;
        }
        if (inWork(file)) {
            forgetSign(files, endpoint, file);
            return keeper.mayReadOn();
        }
        if (keeper.refusal(system).isPresent()) {
            return false;
        }
        try {
            if (!ready(files, file)) {
                return false;
            }
            folders(files, endpoint);
            FileName claim = FileName.claim(file.getFileNameOnly());
            String path = file.getAbsoluteFilePath();
            if (!turn.holds() || !rename(files, path, in(endpoint, FileName.WORK, claim.claimed()))) {
                return false;
            }
            waiting.remove(path);
            file.changeFileName(FileName.WORK + "/" + claim.claimed());
            file.bindToExchange(exchange);
            if (complete instanceof CompleteWhen.DoneFile) {
                files.deleteFile(path + ".done");
            }
            return true;
        } catch (RuntimeException cannot) {
            watch.trouble("a file cannot be claimed: may our login create work, done and failed and rename?", cannot);
            return false;
        }
    }

    @Override
    public void abort(
            GenericFileOperations<T> files, GenericFileEndpoint<T> endpoint, Exchange exchange, GenericFile<T> file) {
        // Nothing was claimed.
    }

    @Override
    public void commit(
            GenericFileOperations<T> files, GenericFileEndpoint<T> endpoint, Exchange exchange, GenericFile<T> file) {
        settle(files, endpoint, exchange, file);
    }

    @Override
    public void rollback(
            GenericFileOperations<T> files, GenericFileEndpoint<T> endpoint, Exchange exchange, GenericFile<T> file) {
        settle(files, endpoint, exchange, file);
    }

    private void settle(
            GenericFileOperations<T> files, GenericFileEndpoint<T> endpoint, Exchange exchange, GenericFile<T> file) {
        Object outcome = exchange.getProperty(OUTCOME);
        String from = file.getAbsoluteFilePath();
        if (!turn.holds()) {
            // Whose turn it is finds the file in work, and in the ledger what became of it.
            return;
        }
        try {
            if (outcome instanceof Drop drop) {
                boolean good = drop.state() == Drop.State.ACCEPTED || drop.state() == Drop.State.RELEASING;
                folders(files, endpoint);
                rename(files, from, in(endpoint, good ? DONE : FAILED, file.getFileNameOnly()));
            } else if (outcome instanceof FileName anew) {
                rename(files, from, in(endpoint, FileName.WORK, anew.claimed()));
            }
        } catch (RuntimeException cannot) {
            // The next poll finds the file in work and its receipt complete, and moves it then.
            watch.trouble("a file cannot be moved to done or failed", cannot);
        }
    }

    /** Returns whether the file was renamed; it may be gone, since its sender or another node may have moved it. */
    private static <T> boolean rename(GenericFileOperations<T> files, String from, String to) {
        try {
            return files.renameFile(from, to);
        } catch (GenericFileOperationFailedException failed) {
            if (files.existsFile(from)) {
                throw failed;
            }
            return false;
        }
    }

    /** Makes the folders beside the drops, which the endpoint itself must not do: a missing source folder is a fault. */
    private void folders(GenericFileOperations<T> files, GenericFileEndpoint<T> endpoint) {
        if (!foldersMade) {
            boolean absolute = endpoint.getConfiguration().getDirectory().startsWith("/");
            for (String folder : new String[] {FileName.WORK, DONE, FAILED}) {
                if (!files.buildDirectory(in(endpoint, folder), absolute)) {
                    throw new IllegalStateException("cannot create the folder " + folder);
                }
            }
            foldersMade = true;
        }
    }

    private boolean ready(GenericFileOperations<T> files, GenericFile<T> file) {
        String path = file.getAbsoluteFilePath();
        if (complete instanceof CompleteWhen.DoneFile) {
            return files.existsFile(path + ".done");
        }
        if (complete instanceof CompleteWhen.UnchangedFor unchanged) {
            Seen now = new Seen(file.getFileLength(), file.getLastModified(), System.nanoTime());
            Seen before = waiting.get(path);
            if (before == null || before.size != now.size || before.modified != now.modified) {
                waiting.put(path, now);
                return unchanged.time().isZero();
            }
            return Duration.ofNanos(now.nanos - before.nanos).compareTo(unchanged.time()) >= 0;
        }
        return true;
    }

    /**
     * A crash right after the claim leaves the sign {@code x.done} behind, and the next file of that name would be taken
     * while it is still being written.
     */
    private void forgetSign(GenericFileOperations<T> files, GenericFileEndpoint<T> endpoint, GenericFile<T> file) {
        if (complete instanceof CompleteWhen.DoneFile) {
            FileName.ofClaimed(file.getFileNameOnly()).ifPresent(claimed -> {
                String path = in(endpoint, claimed.name());
                try {
                    if (files.existsFile(path + ".done") && !files.existsFile(path)) {
                        files.deleteFile(path + ".done");
                    }
                } catch (RuntimeException cannot) {
                    watch.trouble("a done file cannot be removed", cannot);
                }
            });
        }
    }

    private static boolean inWork(GenericFile<?> file) {
        return file.getRelativeFilePath().replace('\\', '/').startsWith(FileName.WORK + "/");
    }

    private static String in(GenericFileEndpoint<?> endpoint, String... steps) {
        return endpoint.getConfiguration().getDirectory() + "/" + String.join("/", steps);
    }

    private record Seen(long size, long modified, long nanos) {}
}
