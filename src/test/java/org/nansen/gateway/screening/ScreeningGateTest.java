package org.nansen.gateway.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.ledger.Written;
import org.nansen.gateway.record.Legal;
import org.nansen.gateway.record.NationalSystem;
import org.nansen.gateway.record.ScreeningResult;

class ScreeningGateTest {

    private static final LocalDate TODAY = LocalDate.ofInstant(Given.NOW, ZoneOffset.UTC);
    private static final List<String> DATABASES = List.of("nominal", "sltd", "tdawn");
    private static final StubEndpoint ENDPOINT = new StubEndpoint();

    /** What a gateway was set up with; each part may be missing or wrong. */
    record Setup(
            Set<String> offered,
            Map<String, ConnectionSettings.Attestation> attested,
            NationalSystem system,
            boolean known,
            @Nullable Legal legal) {}

    @BeforeTry
    void forget() {
        ENDPOINT.asked.clear();
    }

    @AfterContainer
    static void close() {
        ENDPOINT.close();
    }

    @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED)
    void neverSendsAQuestionThatIsNotPermitted(@ForAll("setups") Setup setup) {
        Written written = ask(setup);

        Set<String> permitted = new TreeSet<>();
        if (isAuthorised(setup)) {
            for (String database : setup.offered) {
                ConnectionSettings.Attestation word = setup.attested.get(database);
                if (setup.system.ask().contains(database)
                        && word != null
                        && word.by() != null
                        && !word.by().isBlank()
                        && word.until() != null
                        && !TODAY.isAfter(word.until())) {
                    permitted.add(database);
                }
            }
        }
        Set<String> sent = new TreeSet<>();
        ENDPOINT.asked.forEach(question -> question.json().path("databases").forEach(name -> sent.add(name.asText())));
        assertThat(sent).isEqualTo(permitted);
        if (permitted.isEmpty()) {
            assertThat(ENDPOINT.asked).isEmpty();
            assertThat(written.screening()).isEqualTo(ScreeningResult.NOT_PERMITTED);
        } else if (!permitted.containsAll(setup.system.ask())) {
            assertThat(written.screening()).isEqualTo(ScreeningResult.INCOMPLETE);
        } else {
            assertThat(written.screening()).isEqualTo(ScreeningResult.NO_HIT);
        }
    }

    @Test
    void saysWhyNothingWasAsked() {
        Map<String, ConnectionSettings.Attestation> all = Map.of("nominal", attestation("NCB legal", TODAY));
        NationalSystem good = Given.system(Set.of("nominal"));
        assertThat(reason(new Setup(Set.of("nominal"), Map.of(), good, true, Given.LEGAL)))
                .contains("NG-205");
        assertThat(reason(new Setup(
                        Set.of("nominal"),
                        Map.of("nominal", attestation("NCB legal", TODAY.minusDays(1))),
                        good,
                        true,
                        Given.LEGAL)))
                .contains("NG-205");
        assertThat(reason(new Setup(Set.of("nominal"), all, good, false, Given.LEGAL)))
                .contains("NG-206");
        assertThat(reason(new Setup(
                        Set.of("nominal"),
                        all,
                        system(NationalSystem.Mode.LIVE, "s", "p", TODAY.minusDays(1), good.ask()),
                        true,
                        Given.LEGAL)))
                .contains("NG-206");
        assertThat(reason(new Setup(
                        Set.of("nominal"),
                        all,
                        system(NationalSystem.Mode.SHADOW, "s", "p", TODAY, good.ask()),
                        true,
                        Given.LEGAL)))
                .contains("NG-209");
        assertThat(reason(new Setup(
                        Set.of("nominal"),
                        all,
                        system(NationalSystem.Mode.LIVE, "s", "Asylum check", TODAY, good.ask()),
                        true,
                        Given.LEGAL)))
                .contains("NG-211");
        assertThat(reason(new Setup(Set.of("nominal"), all, good, true, new Legal("s", " ", null))))
                .contains("NG-308");
        assertThat(reason(new Setup(Set.of("sltd"), Map.of(), good, true, Given.LEGAL)))
                .isEqualTo("none nominal NOT_PERMITTED NG-205");
        assertThat(ENDPOINT.asked).isEmpty();
    }

    @Test
    void tellsWhatIsNeverAskedThoughASystemWantsIt() {
        Map<String, ConnectionSettings.Attestation> nominalOnly =
                Map.of("nominal", attestation("NCB legal", TODAY.plusDays(1)));
        Set<String> both = Set.of("nominal", "sltd");
        assertThat(gaps(nominalOnly, system(NationalSystem.Mode.LIVE, "s", "p", TODAY, both)))
                .containsExactly("registry sltd NG-205");
        assertThat(gaps(nominalOnly, system(NationalSystem.Mode.SHADOW, "s", "p", TODAY, Set.of("nominal"))))
                .as("shadow alone is none")
                .isEmpty();
        assertThat(gaps(nominalOnly, system(NationalSystem.Mode.SHADOW, "s", "asylum", TODAY, both)))
                .containsExactly("registry nominal NG-211", "registry sltd NG-211");
        assertThat(gaps(nominalOnly, system(NationalSystem.Mode.LIVE, "s", "p", TODAY.minusDays(1), both)))
                .containsExactly("registry nominal NG-206", "registry sltd NG-206");
        assertThat(gaps(nominalOnly, system(NationalSystem.Mode.LIVE, null, null, null, Set.of())))
                .as("whoever wants nothing misses nothing")
                .isEmpty();
    }

    private static List<String> gaps(Map<String, ConnectionSettings.Attestation> attested, NationalSystem system) {
        Map<String, ConnectionSettings> connections =
                Map.of("interpol", Given.connection(ENDPOINT.url(), Set.of("nominal", "sltd"), attested));
        return new ScreeningGate(connections, Given.systems(system), new Given.Hands())
                .gaps().stream()
                        .map(gap -> gap.system() + " " + gap.database() + " "
                                + gap.why().code())
                        .toList();
    }

    /** NG-209 marks what would have been asked, and nothing that would not. */
    @Test
    void saysInShadowModeWhatWouldHaveBeenAskedAndAsksNothing() {
        Map<String, ConnectionSettings.Attestation> nominalOnly =
                Map.of("nominal", attestation("NCB legal", TODAY.plusDays(1)));
        NationalSystem shadow = system(NationalSystem.Mode.SHADOW, "s", "p", TODAY, Set.of("nominal", "sltd"));
        assertThat(ask(new Setup(Set.of("nominal", "sltd"), nominalOnly, shadow, true, Given.LEGAL))
                        .parts())
                .satisfiesExactlyInAnyOrder(
                        part -> assertThat(part).contains("nominal").contains("NG-209"),
                        part -> assertThat(part).contains("sltd").contains("NG-205"));
        NationalSystem unauthorised =
                system(NationalSystem.Mode.SHADOW, "s", "p", TODAY.minusDays(1), Set.of("nominal"));
        assertThat(reason(new Setup(Set.of("nominal"), nominalOnly, unauthorised, true, Given.LEGAL)))
                .contains("NG-206");
        assertThat(ENDPOINT.asked).isEmpty();
    }

    @Provide
    Arbitrary<Setup> setups() {
        Arbitrary<Set<String>> some = Arbitraries.subsetOf(DATABASES);
        Arbitrary<LocalDate> days = Arbitraries.integers().between(-2, 2).map(TODAY::plusDays);
        Arbitrary<ConnectionSettings.Attestation> words = Combinators.combine(
                        Arbitraries.of("NCB legal, ref 42", " ", "").injectNull(0.1), days.injectNull(0.1))
                .as(ConnectionSettings.Attestation::new);
        Arbitrary<Map<String, ConnectionSettings.Attestation>> attested =
                Arbitraries.maps(Arbitraries.of(DATABASES), words);
        Arbitrary<NationalSystem> systems = Combinators.combine(
                        Arbitraries.frequencyOf(
                                net.jqwik.api.Tuple.of(
                                        4, Arbitraries.of(NationalSystem.Mode.TEST, NationalSystem.Mode.LIVE)),
                                net.jqwik.api.Tuple.of(1, Arbitraries.just(NationalSystem.Mode.SHADOW))),
                        Arbitraries.of("Asylum Act, s. 16", "Asylum Act, s. 16", "")
                                .injectNull(0.05),
                        Arbitraries.of("border-management", "border-management", " ")
                                .injectNull(0.05),
                        days.injectNull(0.1),
                        some)
                .as(ScreeningGateTest::system);
        Arbitrary<Legal> legal = Arbitraries.of(
                Given.LEGAL, Given.LEGAL, Given.LEGAL, new Legal("", "p", null), new Legal("b", "", null));
        return Combinators.combine(some, attested, systems, Arbitraries.of(true, true, true, false), legal)
                .as((offered, words2, system, known, lawful) -> {
                    Map<String, ConnectionSettings.Attestation> fitting = new HashMap<>(words2);
                    fitting.keySet().retainAll(offered);
                    return new Setup(offered, fitting, system, known, lawful);
                });
    }

    private static boolean isAuthorised(Setup setup) {
        NationalSystem system = setup.system;
        return setup.known
                && system.mode() != NationalSystem.Mode.SHADOW
                && setup.legal != null
                && !setup.legal.basis().isBlank()
                && !setup.legal.purpose().isBlank()
                && system.screeningBasis() != null
                && !system.screeningBasis().isBlank()
                && system.screeningPurpose() != null
                && !system.screeningPurpose().isBlank()
                && system.authorisedUntil() != null
                && !TODAY.isAfter(system.authorisedUntil());
    }

    private static String reason(Setup setup) {
        Written written = ask(setup);
        assertThat(written.screening()).isEqualTo(ScreeningResult.NOT_PERMITTED);
        return String.join(", ", written.parts());
    }

    private static Written ask(Setup setup) {
        Given.Hands clock = new Given.Hands();
        Map<String, ConnectionSettings> connections =
                Map.of("interpol", Given.connection(ENDPOINT.url(), setup.offered, setup.attested));
        ScreeningSettings settings = Given.settings(connections);
        Given.Unit unit = new Given.Unit();
        unit.record = Given.record(setup.legal);
        ScreeningGate gate =
                new ScreeningGate(connections, setup.known ? Given.systems(setup.system) : Given.systems(), clock);
        try (Connections open = new Connections(Map.of("interpol", adapter(settings, clock)))) {
            return unit.keep(new Screening(settings, gate, open, new Given.OpenLanes(), clock).ask(unit));
        }
    }

    private static Adapter adapter(ScreeningSettings settings, Given.Hands clock) {
        ConnectionSettings connection = settings.connections().get("interpol");
        return new JsonAdapter("screening.interpol", connection, connection.url(), null, settings.validFor(), clock);
    }

    private static ConnectionSettings.Attestation attestation(String by, LocalDate until) {
        return new ConnectionSettings.Attestation(by, until);
    }

    private static NationalSystem system(
            NationalSystem.Mode mode,
            @Nullable String basis,
            @Nullable String purpose,
            @Nullable LocalDate until,
            Set<String> ask) {
        return new NationalSystem(
                "registry", "XAA", mode, basis, purpose, until, ask, NationalSystem.Learn.RESULT, null, null);
    }
}
