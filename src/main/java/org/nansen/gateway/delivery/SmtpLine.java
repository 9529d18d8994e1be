package org.nansen.gateway.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * One open connection to the mail server. It sends ready bytes as they are; the library's own way through a message
 * object would write headers of its own.
 */
final class SmtpLine extends SMTPTransport {

    private boolean contentStarted;

    private SmtpLine(MailServer server) {
        super(server.session(), new URLName("smtp", server.host(), server.port(), null, server.user(), null));
    }

    /** Connects, encrypts and logs in, or fails; nothing goes over a connection that is less than demanded. */
    static SmtpLine open(MailServer server) throws MessagingException {
        SmtpLine line = new SmtpLine(server);
        line.connect(server.host(), server.port(), server.user(), server.password());
        if (server.tls() && !line.isSSL()) {
            line.close();
            throw new MessagingException("no TLS");
        }
        if (server.user() != null && !line.supportsExtension("AUTH")) {
            line.close();
            throw new jakarta.mail.AuthenticationFailedException("no login offered");
        }
        return line;
    }

    /**
     * Hands one mail over; returns when the server has taken it.
     *
     * @throws SmtpRefusal when the server answered otherwise than hoped
     * @throws MessagingException when the connection broke
     */
    synchronized void deliver(String from, String to, byte[] mail) throws MessagingException, SmtpRefusal {
        contentStarted = false;
        String sender = "MAIL FROM:<" + from + ">";
        String recipient = "RCPT TO:<" + to + ">";
        if (supportsExtension("PIPELINING")) {
            // RFC 2920: one wait instead of two. DATA is not sent ahead, so that nothing follows a refusal.
            sendCommand(sender);
            sendCommand(recipient);
            int first = readServerResponse();
            int second = readServerResponse();
            expect(SmtpRefusal.Step.SENDER, first);
            expect(SmtpRefusal.Step.RECIPIENT, second);
        } else {
            expect(SmtpRefusal.Step.SENDER, simpleCommand(sender));
            expect(SmtpRefusal.Step.RECIPIENT, simpleCommand(recipient));
        }
        try {
            OutputStream content = data();
            contentStarted = true;
            content.write(mail);
            finishData();
        } catch (SMTPSendFailedException refused) {
            throw new SmtpRefusal(SmtpRefusal.Step.CONTENT, refused.getReturnCode());
        } catch (IOException broken) {
            throw new MessagingException("connection broke", broken);
        }
    }

    /** Whether the server may have got the last mail's content: from then on a repeat is a second mail. */
    synchronized boolean contentStarted() {
        return contentStarted;
    }

    private static void expect(SmtpRefusal.Step step, int code) throws SmtpRefusal {
        if (code != 250 && code != 251) {
            throw new SmtpRefusal(step, code);
        }
    }

    /** Ends the connection without caring how. */
    void drop() {
        try {
            close();
        } catch (MessagingException alreadyGone) {
            // It is of no more use either way.
        }
    }
}
