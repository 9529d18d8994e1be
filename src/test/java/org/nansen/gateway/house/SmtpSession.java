package org.nansen.gateway.house;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One connection of the mail sink: it agrees to everything and hands on each mail. */
final class SmtpSession {

    private final BufferedReader in;
    private final Writer out;
    private final Taker taker;
    private final List<String> recipients = new ArrayList<>();

    /** Who takes the mails. */
    interface Taker {
        /** Takes a mail; whether its sender is to learn of it. */
        boolean take(TakenMail mail) throws InterruptedException;
    }

    SmtpSession(Socket client, Taker taker) throws IOException {
        this.in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
        this.out = new BufferedWriter(new OutputStreamWriter(client.getOutputStream(), ISO_8859_1));
        this.taker = taker;
    }

    /** Talks until the client leaves or a mail is not to be acknowledged. */
    void run() throws IOException, InterruptedException {
        say("220 sink ESMTP");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String verb = line.toUpperCase(Locale.ROOT);
            if (verb.startsWith("EHLO")) {
                say("250-sink\r\n250-AUTH PLAIN LOGIN\r\n250-8BITMIME\r\n250 SIZE 50000000");
            } else if (verb.startsWith("AUTH PLAIN")) {
                say("235 welcome");
            } else if (verb.startsWith("AUTH LOGIN")) {
                say("334 VXNlcm5hbWU6");
                in.readLine();
                say("334 UGFzc3dvcmQ6");
                in.readLine();
                say("235 welcome");
            } else if (verb.startsWith("MAIL FROM:")) {
                recipients.clear();
                say("250 fine");
            } else if (verb.startsWith("RCPT TO:")) {
                recipients.add(line.substring(8).strip().replaceAll("[<>]", ""));
                say("250 fine");
            } else if (verb.startsWith("DATA")) {
                say("354 go on");
                if (!taker.take(TakenMail.of(content(), recipients))) {
                    return;
                }
                say("250 taken");
            } else if (verb.startsWith("QUIT")) {
                say("221 bye");
                return;
            } else {
                say("250 fine");
            }
        }
    }

    private String content() throws IOException {
        StringBuilder content = new StringBuilder();
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) {
                throw new IOException("cut off");
            }
            content.append(line).append("\r\n");
        }
        return content.toString();
    }

    private void say(String line) throws IOException {
        out.write(line);
        out.write("\r\n");
        out.flush();
    }
}
