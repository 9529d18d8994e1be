package org.nansen.gateway.intake;

import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.nansen.gateway.ledger.Lanes;
import org.nansen.gateway.ledger.Leases;
import org.nansen.gateway.record.FaultCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the polls of one system's folder: tells which names may be seen at all, and shows in the lanes, and so in
 * health, since when the folder cannot be reached.
 */
final class FolderPollStrategy<T> implements PollingConsumerPollStrategy, GenericFileFilter<T> {

    private static final Logger LOG = LoggerFactory.getLogger(FolderPollStrategy.class);

    private final SystemEntry entry;
    private final Lanes lanes;
    private final Vanished vanished;
    private final RefilingStrategy<T> refiling;
    private final Leases.Lease turn;
    private boolean trouble;
    private boolean down;
    private int strange;
    private int strangeBefore;

    FolderPollStrategy(
            SystemEntry entry, Lanes lanes, Vanished vanished, RefilingStrategy<T> refiling, Leases.Lease turn) {
        this.refiling = refiling;
        this.turn = turn;
        this.entry = entry;
        this.lanes = lanes;
        this.vanished = vanished;
    }

    /** Lets files of the folder itself and claimed files in {@code work} through; no other folder is entered. */
    @Override
    public boolean accept(GenericFile<T> file) {
        String path = file.getRelativeFilePath().replace('\\', '/');
        String name = file.getFileNameOnly();
        if (file.isDirectory()) {
            return FileName.WORK.equals(path);
        }
        if (path.equals(FileName.WORK + "/" + name)) {
            Optional<FileName> claimed = FileName.ofClaimed(name);
            claimed.ifPresent(vanished::listed);
            return claimed.isPresent();
        }
        if (!path.equals(name) || FileName.unfinished(name)) {
            return false;
        }
        if (!FileName.fit(name)) {
            strange++;
            return false;
        }
        return true;
    }

    /** Something in this poll went wrong that the poll itself does not show. */
    void trouble(String what, Throwable cause) {
        trouble = true;
        if (!down) {
            LOG.warn(
                    "{} system={} {} kind={}",
                    FaultCode.NG_128_DOOR_UNREACHABLE.code(),
                    entry.name(),
                    what,
                    root(cause).getClass().getName());
        }
    }

    /** One of several nodes polls; what the others know of the folder is no news any more. */
    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        if (!turn.holds()) {
            open();
            return false;
        }
        trouble = false;
        strange = 0;
        vanished.pollBegins();
        return true;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polled) {
        if (strange != strangeBefore) {
            strangeBefore = strange;
            // How many, not which: a name may be a person's.
            LOG.warn("{} system={} files={}", FaultCode.NG_124_FILE_NAME.code(), entry.name(), strange);
        }
        if (trouble) {
            down();
        } else {
            open();
            if (turn.holds()) {
                vanished.pollEnds();
                refiling.pollEnds();
            }
        }
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retry, Exception cause) {
        trouble("the folder cannot be polled; host key, login, network or folder?", cause);
        down();
        return false;
    }

    private void open() {
        if (down) {
            LOG.info("door open again system={}", entry.name());
        }
        down = false;
        lanes.up(entry.lane());
    }

    private void down() {
        down = true;
        lanes.down(entry.lane(), FaultCode.NG_128_DOOR_UNREACHABLE);
    }

    private static Throwable root(Throwable cause) {
        Throwable at = cause;
        while (at.getCause() != null && !at.equals(at.getCause())) {
            at = at.getCause();
        }
        return at;
    }
}
