package org.nansen.gateway.delivery;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.security.GeneralSecurityException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;

/** The mail server's no, or what broke on the way to it, and what that means for a letter. Server texts stay out. */
final class SmtpRefusal extends Exception {

    private static final long serialVersionUID = 1L;
    private static final String LANE = "mailbox";
    /** Replies about our login (RFC 4954, section 6): the same for every letter. */
    private static final Set<Integer> LOGIN = Set.of(454, 530, 534, 535, 538);

    private final Step step;
    private final int code;

    SmtpRefusal(Step step, int code) {
        super("step " + step + ", reply " + code);
        this.step = step;
        this.code = code;
    }

    /** What the server was asked when it refused. */
    enum Step {
        SENDER,
        RECIPIENT,
        CONTENT
    }

    /** Whether the server only ended a connection that had been open for long, so that a new one may do. */
    boolean isGoodbye() {
        return code == 421 || code < 0;
    }

    Fault fault() {
        if (LOGIN.contains(code)) {
            return Unavailable.of(FaultCode.NG_403_MAIL_LOGIN, LANE);
        }
        if (code >= 500 && step == Step.SENDER) {
            // It is our own address that is refused: every letter would fare the same, so they wait.
            return Unavailable.of(FaultCode.NG_402_MAIL_REFUSED, LANE);
        }
        return code >= 500
                ? Defect.of(FaultCode.NG_402_MAIL_REFUSED, LANE)
                : Unavailable.of(FaultCode.NG_401_MAIL_UNREACHABLE, LANE);
    }

    static Unavailable fault(MessagingException broken) {
        return Unavailable.of(
                isAboutTrust(broken) ? FaultCode.NG_403_MAIL_LOGIN : FaultCode.NG_401_MAIL_UNREACHABLE, LANE);
    }

    private static boolean isAboutTrust(MessagingException broken) {
        for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationFailedException
                    || cause instanceof SSLException
                    || cause instanceof GeneralSecurityException
                    || (cause.getMessage() != null && cause.getMessage().contains("TLS"))) {
                return true;
            }
        }
        return false;
    }
}
