package org.nansen.gateway.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.dev.BorderExport;
import org.nansen.gateway.dev.CaseworkExport;
import org.nansen.gateway.dev.InventedPeople;
import org.nansen.gateway.dev.InventedPerson;
import org.nansen.gateway.dev.RegistryExport;

/**
 * The gateway is killed ten times while 5,000 records flow through it: 2,000 applications as files over SFTP, 1,000 as
 * messages, and 2,000 decisions over REST, each of which the secretariat is told. Nothing accepted may be missing
 * afterwards, and a mail may be there twice only under the same Message-ID.
 */
class SigkillIT {

    private static final int KILLS = 10;
    private static final int FILES = 20;
    private static final int ROWS = 100;
    private static final int MESSAGES = 1_000;
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void losesNothingAndRepeatsOnlyUnderTheSameKey() throws Exception {
        try (CrashSite site = CrashSite.start(folder)) {
            Thread senders = site.senders(() -> sendFiles(site), () -> sendMessages(site), () -> sendDecisions(site));
            Random lot = new Random(7);
            for (int kill = 0; kill < KILLS; kill++) {
                // Not a wait for anything: the kill comes at a moment that nothing chose.
                Thread.sleep(700 + lot.nextInt(2_500));
                site.gateway.kill();
                site.gateway.start();
                site.gateway.awaitReady();
            }
            senders.join();
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        assertThat(site.failure()).isNull();
                        Identity all = site.identity();
                        assertThat(all.delivered() + all.withheld() + all.duplicate())
                                .isEqualTo(all.received());
                        assertThat(all.received() - all.duplicate()).isEqualTo(FILES * ROWS * 2L + MESSAGES);
                    });
            Map<String, Long> mails = site.sink.messageIds();
            Set<String> expected = new HashSet<>();
            for (int number = 1; number <= FILES * ROWS; number++) {
                expected.add(messageId(site.record("casework", "D%06d".formatted(number))));
            }
            Set<String> arrived = new HashSet<>();
            mails.keySet().forEach(id -> arrived.add(id.replaceAll("^<|[@>].*$", "")));
            assertThat(arrived).isEqualTo(expected);
            long repeats = site.sink.mails() - mails.size();
            System.out.printf(
                    "SIGKILL: %d kills, %d records, %d mails under %d Message-IDs, %d repeats (sent, but killed before the"
                            + " commit that says so)%n",
                    KILLS, site.identity().received(), site.sink.mails(), mails.size(), repeats);
            // At most what was being sent at once at each kill.
            assertThat(repeats).isLessThanOrEqualTo(KILLS * 32L);
        }
    }

    private static void sendFiles(CrashSite site) throws InterruptedException {
        for (int file = 0; file < FILES; file++) {
            site.ssh.drop(
                    "registry", "outbox/part-%02d.csv".formatted(file), RegistryExport.applications(people(file), NOW));
            Thread.sleep(500);
        }
    }

    private static void sendMessages(CrashSite site) throws InterruptedException {
        InventedPeople people = new InventedPeople(5, 1);
        try (JMSContext context = site.broker.connections("border").createContext()) {
            for (int message = 0; message < MESSAGES; message++) {
                InventedPerson person = CrashSite.unwatched(people.next());
                context.createProducer().send(context.createQueue("border.in"), BorderExport.arrival(person, NOW));
                Thread.sleep(10);
            }
        }
    }

    /** A client that repeats a request until it is answered, under the same key. */
    private static void sendDecisions(CrashSite site) throws InterruptedException {
        for (int file = 0; file < FILES; file++) {
            String body = CaseworkExport.decisions(people(file), NOW.plusSeconds(60));
            site.postUntilTaken("casework", "sigkill-" + file, body.getBytes(UTF_8));
            Thread.sleep(500);
        }
    }

    private static List<InventedPerson> people(int file) {
        return CrashSite.people(1 + file * ROWS, ROWS);
    }

    private static String messageId(JsonNode record) {
        assertThat(record.path("deliveries"))
                .filteredOn(delivery -> delivery.path("message").asText().equals("M8"))
                .hasSize(1);
        for (JsonNode delivery : record.path("deliveries")) {
            if (delivery.path("message").asText().equals("M8")) {
                return delivery.path("messageId").asText().replaceAll("@.*$", "");
            }
        }
        throw new AssertionError("no M8");
    }
}
