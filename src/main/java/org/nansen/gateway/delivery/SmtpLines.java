package org.nansen.gateway.delivery;

import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;
import org.nansen.gateway.settings.SettingsFault;

/**
 * Connections held open: opening one costs more than several mails. The most recently used goes first, so that the
 * others may be closed when there is little to do.
 */
final class SmtpLines implements AutoCloseable {

    private static final String LANE = "mailbox";
    /** A connection unused for longer than this is asked whether it still lives. */
    private static final long UNSURE_NANOS = Duration.ofSeconds(5).toNanos();

    private final MailServer server;
    private final long idleNanos;
    private final Semaphore free;
    private final ConcurrentLinkedDeque<Waiting> waiting = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    SmtpLines(MailServer server, int connections, Duration idle) {
        this.server = server;
        this.idleNanos = idle.toNanos();
        this.free = new Semaphore(connections);
    }

    /**
     * Hands a mail over on a connection of its own choice.
     *
     * @throws Unavailable when the server cannot be used now
     * @throws org.nansen.gateway.record.Defect when it refused the mail for good
     */
    void deliver(String from, String to, byte[] mail) {
        acquire();
        try {
            SmtpLine held = take();
            if (held != null && sentOn(held, from, to, mail)) {
                return;
            }
            SmtpLine fresh = open();
            send(fresh, from, to, mail);
            give(fresh);
        } finally {
            free.release();
        }
    }

    /** Returns false when the held connection had ended before it took anything of the mail: then a new one is used. */
    private boolean sentOn(SmtpLine held, String from, String to, byte[] mail) {
        try {
            held.deliver(from, to, mail);
            give(held);
            return true;
        } catch (MessagingException broken) {
            held.drop();
            if (held.contentStarted()) {
                throw SmtpRefusal.fault(broken);
            }
        } catch (SmtpRefusal refused) {
            held.drop();
            if (held.contentStarted() || !refused.isGoodbye()) {
                throw refused.fault();
            }
        }
        return false;
    }

    private static void send(SmtpLine line, String from, String to, byte[] mail) {
        Fault fault;
        try {
            line.deliver(from, to, mail);
            return;
        } catch (MessagingException broken) {
            fault = SmtpRefusal.fault(broken);
        } catch (SmtpRefusal refused) {
            fault = refused.fault();
        }
        line.drop();
        throw fault;
    }

    private SmtpLine open() {
        try {
            return SmtpLine.open(server);
        } catch (MessagingException broken) {
            throw SmtpRefusal.fault(broken);
        } catch (SettingsFault noPassword) {
            throw Unavailable.of(FaultCode.NG_403_MAIL_LOGIN, LANE, noPassword);
        }
    }

    private void acquire() {
        try {
            free.acquire();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw Unavailable.of(FaultCode.NG_401_MAIL_UNREACHABLE, LANE, stopping);
        }
    }

    private @Nullable SmtpLine take() {
        for (Waiting one = waiting.pollLast(); one != null; one = waiting.pollLast()) {
            long unused = System.nanoTime() - one.since;
            if (unused < UNSURE_NANOS || (unused < idleNanos && one.line.isConnected())) {
                return one.line;
            }
            one.line.drop();
        }
        return null;
    }

    private void give(SmtpLine line) {
        waiting.addLast(new Waiting(line, System.nanoTime()));
        Waiting oldest = waiting.peekFirst();
        if (oldest != null && System.nanoTime() - oldest.since > idleNanos && waiting.remove(oldest)) {
            oldest.line.drop();
        }
        if (closed) {
            close();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
            one.line.drop();
        }
    }

    private record Waiting(SmtpLine line, long since) {}
}
