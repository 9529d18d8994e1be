package org.nansen.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nansen.gateway.crash.agent.Point;
import org.nansen.gateway.dev.BorderExport;
import org.nansen.gateway.dev.CaseworkExport;
import org.nansen.gateway.dev.InventedCountry;
import org.nansen.gateway.dev.InventedPerson;
import org.nansen.gateway.dev.RegistryExport;

/** Two processes on one ledger: who reads what, who takes over, and that one that was paused does no harm. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesIT {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final int ROWS = 3_000;
    private static final String REGISTRY = "intake.registry";
    private static final String BORDER = "intake.border";

    private TwoNodes site;
    private int next = 1;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        site = TwoNodes.start(folder);
    }

    @AfterAll
    void stop() {
        if (site != null) {
            site.close();
        }
    }

    /** The whole process stands still right before it claims a file, in the commit of a chunk, and before it moves a file. */
    @ParameterizedTest
    @EnumSource(
            value = Point.class,
            names = {"CLAIM_RENAME", "FULL_CHUNK_COMMIT", "DONE_RENAME"})
    void takesOverAFileWhoseReaderIsPaused(Point point) throws Exception {
        TwoNodes.Node reader = reader(REGISTRY);
        TwoNodes.Node other = site.other(reader);
        long before = site.accounting(other, "registry").path("received").asLong();
        reader.injection().pauseAt(Failpoint.before(point), 1, Duration.ofSeconds(2));
        reader.injection().awaitTaken();
        String file = "paused-" + point.name().toLowerCase(java.util.Locale.ROOT) + ".csv";
        site.ssh.drop("registry", "outbox/" + file, RegistryExport.applications(people(ROWS), NOW));
        patiently().until(() -> reader.injection().fired() != null);
        reader.gateway().pause();
        long paused = System.nanoTime();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> site.holder(other, REGISTRY).equals(other.name()));
            System.out.printf(
                    "lease of a node paused %s taken over after %.1f s%n",
                    Failpoint.before(point), (System.nanoTime() - paused) / 1e9);
            patiently().until(() -> done(file).size() == 1);
            patiently().until(() -> accepted(other, before) == ROWS);
        } finally {
            reader.gateway().resume();
        }
        // It is back, knows that its turn is over, and another file goes the usual way.
        String after = "after-" + file;
        site.ssh.drop("registry", "outbox/" + after, RegistryExport.applications(people(10), NOW));
        patiently().until(() -> done(after).size() == 1);
        patiently().until(() -> accepted(reader, before) == ROWS + 10);
        assertThat(site.holder(reader, REGISTRY)).isEqualTo(other.name());
        assertThat(done(file)).hasSize(1);
        assertThat(site.ssh.list("registry", "outbox/work")).isEmpty();
        assertThat(site.ssh.list("registry", "outbox/failed")).isEmpty();
        assertThat(site.ssh.list("registry", "outbox")).isEmpty();
        assertThat(reader.gateway().output()).doesNotContain("NG-900", "NG-128", "NG-504");
        proveIdentity(reader);
    }

    /**
     * The reader stands still with one message in the ledger that it has not acknowledged, and others that the broker sent
     * it ahead. Nobody takes any until the turn is over; then the other node takes all that are left, in order.
     */
    @Test
    void keepsTheOrderOfAPersonsMessagesWhenTheirReaderIsPaused() throws Exception {
        TwoNodes.Node reader = reader(BORDER);
        TwoNodes.Node other = site.other(reader);
        InventedPerson person = people(1).get(0);
        int taken = 5;
        int messages = 60;
        long before = taken(other);
        reader.injection().pauseAt(Failpoint.before(Point.QUEUE_ACKNOWLEDGE), taken, Duration.ofSeconds(30));
        reader.injection().awaitTaken();
        arrive(person, 0, messages / 2);
        patiently().until(() -> reader.injection().fired() != null);
        reader.gateway().pause();
        long paused = System.nanoTime();
        try {
            assertThat(taken(other)).isEqualTo(before + taken);
            arrive(person, messages / 2, messages);
            patiently().until(() -> {
                long now = taken(other);
                boolean over = site.holder(other, BORDER).equals(other.name());
                assertThat(over || now == before + taken)
                        .as("taken in whose turn it is alone")
                        .isTrue();
                return over;
            });
            System.out.printf(
                    "lease of a paused reader of a queue taken over after %.1f s%n",
                    (System.nanoTime() - paused) / 1e9);
            patiently().untilAsserted(() -> assertThat(taken(other)).isEqualTo(before + messages));
        } finally {
            reader.gateway().resume();
        }
        // It is back, knows that its turn is over, and what comes now is the other's too.
        arrive(person, messages, messages + 10);
        patiently().untilAsserted(() -> assertThat(taken(reader)).isEqualTo(before + messages + 10));
        assertThat(site.holder(reader, BORDER)).isEqualTo(other.name());
        JsonNode border = site.accounting(reader, "border");
        assertThat(border.at("/stages/review").asLong()).as("none came late").isZero();
        assertThat(border.path("rejected").asLong()).isZero();
        proveIdentity(reader);
    }

    /** One person's messages, each newer than the one before: a record that is taken after a newer one counts as late. */
    private void arrive(InventedPerson person, int from, int to) {
        for (int message = from; message < to; message++) {
            send(BorderExport.arrival(person, NOW.plusSeconds(message)));
        }
    }

    @Test
    void losesNoMessageAndTakesNoneTwiceWhenTheBrokerFailsOver() throws Exception {
        TwoNodes.Node asked = site.nodes.get(0);
        reader(BORDER);
        long before = taken(asked);
        List<InventedPerson> people = people(40);
        for (int message = 0; message < people.size(); message++) {
            send(BorderExport.arrival(people.get(message), NOW));
            if (message == 20) {
                site.broker.failOver();
            }
        }
        patiently().untilAsserted(() -> assertThat(taken(asked)).isEqualTo(before + people.size()));
        site.broker.restore();
        assertThat(site.accounting(asked, "border").at("/stages/review").asLong())
                .isZero();
        proveIdentity(asked);
    }

    /** Sends as a careful sender does: under an id of its own, and again when it does not know whether it arrived. */
    private void send(String text) {
        String id = UUID.randomUUID().toString();
        patiently().ignoreExceptionsInstanceOf(JMSRuntimeException.class).until(() -> {
            try (JMSContext context = site.broker.connections().createContext()) {
                context.createProducer().setProperty("_AMQ_DUPL_ID", id).send(context.createQueue("border.in"), text);
                return true;
            }
        });
    }

    @Test
    void givesOneReceiptForOneKeyThatComesToBothNodesAtOnce() throws Exception {
        Set<String> receipts = new HashSet<>();
        for (int key = 0; key < 30; key++) {
            String body = CaseworkExport.decisions(people(3), NOW);
            String idempotencyKey = "two-nodes-" + key;
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (TwoNodes.Node node : site.nodes) {
                answers.add(CompletableFuture.supplyAsync(() -> post(node, idempotencyKey, body)));
            }
            assertThat(answers.get(0).join()).isEqualTo(answers.get(1).join());
            receipts.add(answers.get(0).join());
        }
        assertThat(receipts).hasSize(30);
        assertThat(site.accounting(site.nodes.get(1), "casework")
                        .path("received")
                        .asLong())
                .isEqualTo(90);
        for (String receipt : receipts) {
            assertThat(site.get(site.nodes.get(0), "/api/v1/receipts/" + receipt))
                    .isEqualTo(site.get(site.nodes.get(1), "/api/v1/receipts/" + receipt));
        }
        proveIdentity(site.nodes.get(0));
    }

    private String post(TwoNodes.Node node, String key, String body) {
        try {
            return site.post(node, key, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The node whose turn it is, once one has it. */
    private TwoNodes.Node reader(String lease) {
        String name = patiently().until(() -> site.holder(site.nodes.get(0), lease), holder -> !holder.isEmpty());
        return site.named(name);
    }

    private long accepted(TwoNodes.Node asked, long before) throws IOException, InterruptedException {
        JsonNode registry = site.accounting(asked, "registry");
        return registry.path("received").asLong()
                - before
                - registry.at("/stages/arriving").asLong();
    }

    private long taken(TwoNodes.Node asked) throws IOException, InterruptedException {
        JsonNode border = site.accounting(asked, "border");
        return border.path("received").asLong() - border.path("duplicate").asLong();
    }

    private void proveIdentity(TwoNodes.Node asked) throws IOException, InterruptedException {
        JsonNode total = site.get(asked, "/api/v1/accounting").path("total");
        long parts = 0;
        for (String part : List.of(
                "delivered", "withheld", "rejected", "duplicate", "skipped", "abandoned", "parked", "inFlight")) {
            parts += total.path(part).asLong();
        }
        assertThat(parts).isEqualTo(total.path("received").asLong());
        assertThat(total.path("duplicate").asLong()).isZero();
        assertThat(total.path("parked").asLong()).isZero();
    }

    private List<String> done(String file) {
        return site.ssh.list("registry", "outbox/done").stream()
                .filter(name -> name.endsWith("." + file))
                .toList();
    }

    private List<InventedPerson> people(int count) {
        List<InventedPerson> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = next++;
            people.add(new InventedPerson(
                    number,
                    "Testnode",
                    "Number",
                    1980,
                    LocalDate.of(1980, 1, 1).plusDays(number % 9_000),
                    1,
                    InventedCountry.of("ALB"),
                    false));
        }
        return people;
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptionsInstanceOf(IOException.class);
    }
}
