package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.SuspendableService;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;
import org.nansen.gateway.settings.Home;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@CamelSpringBootTest
@SpringBootTest(
        classes = LedgerEndpointTest.Rig.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "camel.main.routes-include-pattern=false",
            "gateway.ledger.retry-from=PT0.05S",
            "gateway.ledger.retry-up-to=PT0.2S"
        })
class LedgerEndpointTest {

    @TempDir
    static Path folder;

    @Autowired
    CamelContext camel;

    @Autowired
    Drops drops;

    @Autowired
    Views views;

    @Autowired
    Lanes lanes;

    @Autowired
    Holds holds;

    @Autowired
    Rooms rooms;

    @DynamicPropertySource
    static void home(DynamicPropertyRegistry registry) {
        registry.add("test.home", folder::toString);
    }

    @BeforeEach
    void forget() {
        rooms.behave = "well";
        rooms.tries.clear();
    }

    private Views.Counts counts(String system) {
        return views.accounting().getOrDefault(system, SqlViews.counts(Map.of()));
    }

    private void accept(String system, int many) {
        AsylumRecord[] records = new AsylumRecord[many];
        for (int i = 0; i < many; i++) {
            records[i] = TestRecords.application(system, system + i, system + i, system + i, "SYR");
        }
        drops.append(LedgerRig.drop(system), LedgerRig.chunk(many, records), Ending.release())
                .join();
    }

    @Test
    void startsOneExchangeAUnitAndHandsEachOnDurably() {
        accept("whole", 300);
        await().untilAsserted(() -> assertThat(counts("whole").delivered()).isEqualTo(300));
        assertThat(counts("whole").inFlight()).isZero();
        assertThat(rooms.most.get()).isLessThanOrEqualTo(4 * 32);
    }

    @Test
    void defersAUnitThatFailsAsUnavailableAndPausesItsDependency() {
        rooms.behave = "unavailable";
        accept("outage", 3);
        await().untilAsserted(() -> assertThat(lanes.outage("mailbox")).isPresent());
        assertThat(counts("outage").delivered()).isZero();
        assertThat(counts("outage").parked()).isZero();
        rooms.behave = "well";
        await().untilAsserted(() -> assertThat(counts("outage").delivered()).isEqualTo(3));
        assertThat(lanes.outage("mailbox")).isEmpty();
    }

    @Test
    void handsUnitsBackUntriedThatWaitForADependencyThatWentDown() throws Exception {
        camel.getRouteController().suspendRoute("mail");
        accept("behind", 60);
        await().untilAsserted(() -> assertThat(counts("behind").stages())
                .containsEntry("delivery", 60L)
                .containsEntry("screening", 0L));
        rooms.behave = "unavailable";
        camel.getRouteController().resumeRoute("mail");
        await().until(() -> lanes.outage("mailbox")
                .filter(outage -> outage.since().plusMillis(600).isBefore(Instant.now()))
                .isPresent());
        assertThat(rooms.tries).hasSizeLessThan(30);
        rooms.behave = "well";
        await().untilAsserted(() -> assertThat(counts("behind").delivered()).isEqualTo(60));
    }

    @Test
    void holdsLettersThatAreInHandAlready() throws Exception {
        camel.getRouteController().suspendRoute("mail");
        accept("stop", 40);
        await().untilAsserted(() -> assertThat(counts("stop").stages())
                .containsEntry("delivery", 40L)
                .containsEntry("screening", 0L));
        rooms.behave = "slow";
        camel.getRouteController().resumeRoute("mail");
        await().until(() -> !rooms.tries.isEmpty());
        holds.hold("secretariat", "alice", "test").join();
        rooms.behave = "well";
        await().during(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(counts("stop").delivered()).isLessThanOrEqualTo(4));
        holds.lift("secretariat", "alice").join();
        holds.lift("secretariat", "bob").join();
        await().untilAsserted(() -> assertThat(counts("stop").delivered()).isEqualTo(40));
    }

    @Test
    void handsBackWhatIsInHandWhenItsRouteIsSuspended() throws Exception {
        camel.getRouteController().suspendRoute("mail");
        accept("drain", 40);
        await().untilAsserted(() -> assertThat(counts("drain").stages())
                .containsEntry("delivery", 40L)
                .containsEntry("screening", 0L));
        rooms.behave = "slow";
        camel.getRouteController().resumeRoute("mail");
        await().until(() -> !rooms.tries.isEmpty());
        CompletableFuture<Void> suspended = CompletableFuture.runAsync(
                () -> {
                    try {
                        camel.getRouteController().suspendRoute("mail");
                    } catch (Exception failed) {
                        throw new IllegalStateException(failed);
                    }
                },
                task -> new Thread(task, "operator").start());
        await().until(() -> ((SuspendableService) camel.getRoute("mail").getConsumer()).isSuspended());
        rooms.behave = "well";
        suspended.join();
        assertThat(counts("drain").delivered()).isLessThanOrEqualTo(4);
        camel.getRouteController().resumeRoute("mail");
        await().untilAsserted(() -> assertThat(counts("drain").delivered()).isEqualTo(40));
    }

    @Test
    void callsTheLedgerUpAgainOnceAnEndIsWritten() {
        rooms.behave = "ledger";
        accept("away", 1);
        await().untilAsserted(() -> assertThat(lanes.outage("ledger")).isPresent());
        rooms.behave = "well";
        await().untilAsserted(() -> assertThat(counts("away").delivered()).isEqualTo(1));
        await().untilAsserted(() -> assertThat(lanes.outage("ledger")).isEmpty());
    }

    @Test
    void parksAUnitThatFailsOtherwise() {
        rooms.behave = "broken";
        accept("defect", 2);
        await().untilAsserted(() -> assertThat(counts("defect").parked()).isEqualTo(2));
        assertThat(views.parked(100)).extracting(Views.Parked::fault).contains(FaultCode.NG_900_DEFECT);
    }

    @Test
    void givesAUnitBackWhoseExchangeEndsWithoutAnEnd() {
        rooms.behave = "forgetful";
        accept("lost", 1);
        await().untilAsserted(() -> assertThat(rooms.tries.size()).isPositive());
        rooms.behave = "well";
        await().untilAsserted(() -> assertThat(counts("lost").delivered()).isEqualTo(1));
    }

    @Test
    void takesNothingWhileSuspended() throws Exception {
        camel.getRouteController().suspendRoute("mail");
        accept("pause", 2);
        await().untilAsserted(() -> assertThat(counts("pause").stages())
                .containsEntry("delivery", 2L)
                .containsEntry("screening", 0L));
        assertThat(counts("pause").delivered()).isZero();
        camel.getRouteController().resumeRoute("mail");
        await().untilAsserted(() -> assertThat(counts("pause").delivered()).isEqualTo(2));
    }

    /** Behaves as the test says, in place of the rooms. */
    static class Rooms {

        volatile String behave = "well";
        final Set<String> tries = ConcurrentHashMap.newKeySet();
        final AtomicInteger now = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();

        public Completion decide(RecordClaim claim) {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                assertThat(claim.record().person()).isNotNull();
                return Completion.of(claim)
                        .letter(new NewLetter(
                                MessageKind.M8,
                                "secretariat",
                                "mail",
                                "r",
                                "v",
                                "{}".getBytes(StandardCharsets.UTF_8),
                                NewLetter.Release.AUTOMATIC,
                                null));
            } finally {
                now.decrementAndGet();
            }
        }

        public void send(LetterClaim claim) {
            tries.add(claim.letter().id());
            switch (behave) {
                case "unavailable" -> throw Unavailable.of(FaultCode.NG_401_MAIL_UNREACHABLE, "mailbox");
                case "slow" -> await().until(() -> !behave.equals("slow"));
                case "ledger" -> throw Unavailable.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, "ledger");
                case "broken" -> throw Defect.of(FaultCode.NG_900_DEFECT, "test");
                default -> {
                    // well, or forgotten by the route below
                }
            }
        }

        public boolean remembers() {
            return !behave.equals("forgetful");
        }
    }

    @ImportAutoConfiguration(org.apache.camel.spring.boot.CamelAutoConfiguration.class)
    @Import({LedgerConfiguration.class, LedgerComponent.class})
    static class Rig {

        @Bean
        Home home(@org.springframework.beans.factory.annotation.Value("${test.home}") String home) {
            return new Home(Path.of(home));
        }

        @Bean
        Rooms rooms() {
            return new Rooms();
        }

        @Bean
        RouteBuilder routes() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("ledger:screening").routeId("screening").to("ledger:disclosure");
                    from("ledger:disclosure")
                            .routeId("disclosure")
                            .bean("rooms", "decide")
                            .to("ledger:closed");
                    from("ledger:mail")
                            .routeId("mail")
                            .bean("rooms", "send")
                            .filter()
                            .method("rooms", "remembers")
                            .to("ledger:closed");
                }
            };
        }
    }
}
