package org.nansen.gateway.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.house.ScreeningSimulator.Mood;

/** What the stubs have seen can be read from their files, whatever they answered. */
class HistoryTest {

    @TempDir
    private Path folder;

    @Test
    void theEndpointRemembersEveryQuestionWithItsAnswer() throws Exception {
        Path file = folder.resolve("asked");
        try (ScreeningSimulator screening =
                ScreeningSimulator.start(WatchList.demo()).keepHistory(file)) {
            assertThat(ask(screening, "k1", "QORVATHESH").statusCode()).isEqualTo(200);
            screening.be(Mood.FAILING);
            assertThat(ask(screening, "k1", "QORVATHESH").statusCode()).isEqualTo(500);
            screening.be(Mood.CUTTING);
            assertThatThrownBy(() -> ask(screening, "k2", "Nobody")).isInstanceOf(IOException.class);
        }
        List<AskedQuestion> asked = AskedQuestion.in(file);
        // The JDK's client asks a second time when a connection ends without an answer.
        assertThat(asked).hasSizeBetween(3, 4);
        assertThat(asked.get(0))
                .extracting(AskedQuestion::key, AskedQuestion::reference, AskedQuestion::status, AskedQuestion::answer)
                .containsExactly("k1", "R-k1", 200, "nominal=hit");
        assertThat(asked.get(1).status()).isEqualTo(500);
        assertThat(asked.get(1).content()).isEqualTo(asked.get(0).content());
        assertThat(asked.get(2).key()).isEqualTo("k2");
        assertThat(asked.get(2).status()).isZero();
        assertThat(asked.get(2).content()).isNotEqualTo(asked.get(0).content());
    }

    @Test
    void aProcessThatIsKilledLeavesItsHistory() throws Exception {
        Path file = folder.resolve("asked");
        int port = Ports.free();
        try (StubProcess stub = StubProcess.start(
                folder.resolve("log"), port, ScreeningSimulator.class, String.valueOf(port), file.toString(), "20")) {
            assertThat(ask(URI.create("http://127.0.0.1:" + port), "k1", "Nobody")
                            .statusCode())
                    .isEqualTo(200);
            stub.kill();
        }
        assertThat(AskedQuestion.in(file))
                .singleElement()
                .extracting(AskedQuestion::key)
                .isEqualTo("k1");
    }

    @Test
    void theSinkRemembersMailsInOrderAlsoTheOneItDidNotAcknowledge() throws Exception {
        Path file = folder.resolve("mails");
        int port = Ports.free();
        try (SmtpSink sink =
                SmtpSink.start(port, TestCertificate.in(folder.resolve("tls"))).keepHistory(file)) {
            send(port, "<a@example.org>");
            sink.cutting(true);
            assertThatThrownBy(() -> send(port, "<b@example.org>")).isInstanceOf(MessagingException.class);
            sink.cutting(false);
            sink.refuse();
            assertThatThrownBy(() -> send(port, "<c@example.org>")).isInstanceOf(MessagingException.class);
            sink.accept();
            send(port, "<b@example.org>");
            assertThat(sink.mails()).isEqualTo(3);
        }
        List<TakenMail> taken = TakenMail.in(file);
        assertThat(taken)
                .extracting(TakenMail::messageId)
                .containsExactly("<a@example.org>", "<b@example.org>", "<b@example.org>");
        assertThat(taken).allSatisfy(mail -> {
            assertThat(mail.recipients()).isEqualTo("secretariat@example.org");
            assertThat(mail.subject()).isEqualTo("opaque");
        });
        assertThat(taken.get(1).content()).isEqualTo(taken.get(2).content());
    }

    @Test
    void linesOfManyThreadsAreWholeAndATornOneIsNotRead() throws Exception {
        Path file = folder.resolve("history");
        try (History history = History.in(file)) {
            List<Thread> threads = new ArrayList<>(IntStream.range(0, 8)
                    .mapToObj(thread -> new Thread(
                            () -> IntStream.range(0, 50).forEach(line -> history.add("" + thread, "" + line))))
                    .toList());
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        Files.write(file, "9\ttorn".getBytes(UTF_8), StandardOpenOption.APPEND);
        assertThat(History.read(file)).hasSize(400).doesNotHaveDuplicates().allMatch(line -> line.size() == 2);
    }

    private static HttpResponse<String> ask(ScreeningSimulator screening, String key, String surname)
            throws IOException, InterruptedException {
        return ask(URI.create(screening.url()), key, surname);
    }

    private static HttpResponse<String> ask(URI base, String key, String surname)
            throws IOException, InterruptedException {
        String question = """
                {"reference":"R-%s","databases":["nominal"],"person":{"names":[{"surname":"%s"}]}}
                """.formatted(key, surname);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(base.resolve("/screenings"))
                                .header("Idempotency-Key", key)
                                .POST(HttpRequest.BodyPublishers.ofString(question))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static void send(int port, String messageId) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtps.ssl.trust", "*");
        properties.put("mail.smtps.ssl.checkserveridentity", "false");
        Session session = Session.getInstance(properties);
        MimeMessage mail = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", messageId);
            }
        };
        mail.setFrom("gateway@example.org");
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress("secretariat@example.org"));
        mail.setSubject("opaque");
        mail.setText("hello");
        // The same bytes each time, as from a sender that keeps what it sends.
        mail.setSentDate(Date.from(Instant.EPOCH));
        mail.saveChanges();
        try (Transport transport = session.getTransport("smtps")) {
            transport.connect("127.0.0.1", port, null, null);
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }
}
