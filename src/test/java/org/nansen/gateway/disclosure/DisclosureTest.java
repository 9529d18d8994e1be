package org.nansen.gateway.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.disclosure.Facts.Held;
import org.nansen.gateway.ledger.CaseFile;
import org.nansen.gateway.ledger.MessageKind;
import org.nansen.gateway.ledger.NewLetter;
import org.nansen.gateway.ledger.RecordClaim;
import org.nansen.gateway.ledger.ScreeningPart;
import org.nansen.gateway.ledger.Written;
import org.nansen.gateway.record.Destination;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.NationalSystem;
import org.nansen.gateway.record.NationalSystem.Learn;
import org.nansen.gateway.record.NationalSystem.Mode;
import org.nansen.gateway.record.NationalSystems;
import org.nansen.gateway.record.ScreeningResult;
import org.nansen.gateway.record.StatusChange;

class DisclosureTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123456Z");
    private static final ScreeningPart.Hit HIT = new ScreeningPart.Hit("item-9", "XBB", 87, "wanted");

    private boolean real;
    private LocalDate validFrom = LocalDate.of(2026, 11, 1);
    private Rule.Release release = Rule.Release.AUTOMATIC;
    private @Nullable Set<Held> holds;
    private @Nullable Set<ScreeningResult> hits = EnumSet.of(ScreeningResult.HIT, ScreeningResult.POSSIBLE);

    private static NationalSystem system(Learn learn, Mode mode, String country) {
        return new NationalSystem(
                "registry", country, mode, "basis", "purpose", null, Set.of(), learn, "reply.registry", null);
    }

    private static final NationalSystem QUIET = system(Learn.NOTHING, Mode.LIVE, "XAA");
    private static final NationalSystem REGISTRY = system(Learn.RESULT, Mode.LIVE, "XAA");

    @Test
    void tellsTheSecretariatOfAGrantWhatItsListNamesAndNothingElse() throws IOException {
        Written written = decide(CaseFiles.grant().knownToInterpol(), system(Learn.NOTHING, Mode.LIVE, "XAA"));
        assertThat(written.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.kind()).isEqualTo(MessageKind.M8);
            assertThat(letter.destination()).isEqualTo("secretariat");
            assertThat(letter.channel()).isEqualTo("mail");
            assertThat(letter.rule()).isEqualTo("grant");
            assertThat(letter.policyVersion()).isEqualTo("2026-03");
            assertThat(letter.release()).isEqualTo(NewLetter.Release.AUTOMATIC);
            assertThat(letter.supersedes()).isNull();
        });
        assertThat(content(written.letters().get(0))).isEqualTo(json("""
                {"message":"M8","schemaVersion":"1",
                 "restrictedCountries":["XBB"],
                 "caveat":"For the review of data held on this person only. The countries under restrictedCountries must not learn of it, directly or through others.",
                 "person":{"names":[{"type":"primary","surname":"Muster","given":"Ada","script":"Latn"}],
                           "birthDate":{"value":"1980-08","estimated":true}},
                 "decision":{"outcome":"granted-refugee","finality":"final","date":"2026-11-19","protectedAgainst":["XBB"]},
                 "externalRefs":{"INTERPOL":["2020/4711"]}}
                """));
        assertThat(written.withheld()).containsExactly("M5 ncb default NG-302");
    }

    @Test
    void tellsTheOwnBureauOfAHitAndWhomNeverToAsk() throws IOException {
        Written written = decide(
                CaseFiles.application().ofTestData().fearing("XCC").answered("nominal", ScreeningResult.HIT, HIT),
                system(Learn.NOTHING, Mode.TEST, "XAA"));
        assertThat(content(written.letters().get(0))).isEqualTo(json("""
                {"message":"M5","schemaVersion":"1","test":true,
                 "deadline":"2026-11-30T10:00:00Z",
                 "doNotContact":["XBB","XCC"],
                 "caveat":"A possible match advises and decides nothing. Verify it with the General Secretariat only. The countries under doNotContact must not learn of it, nor be asked in a way that tells them.",
                 "person":{"names":[{"type":"primary","surname":"Muster","given":"Ada","script":"Latn"}]},
                 "screening":{"hits":[{"database":"nominal","result":"hit","requestId":"q-1","item":"item-9","owner":"XBB",
                                       "score":87,"kind":"wanted","ownerShielded":true}]}}
                """));
        assertThat(written.withheld()).containsExactly("M8 secretariat default NG-302");
    }

    @Test
    void tellsTheBureauOfNobodyWithoutAHitWhateverTheRuleSays() {
        hits = null;
        for (ScreeningResult result : EnumSet.complementOf(EnumSet.of(ScreeningResult.HIT, ScreeningResult.POSSIBLE))) {
            assertThat(decide(CaseFiles.application().answered("nominal", result), QUIET)
                            .letters())
                    .as(result.name())
                    .isEmpty();
        }
        assertThat(decide(CaseFiles.application(), QUIET).letters()).isEmpty();
    }

    @Test
    void answersTheAskingSystemWithWhatWasAskedWhen() throws IOException {
        Written written = decide(
                CaseFiles.application()
                        .answered("nominal", ScreeningResult.NO_HIT)
                        .answered("sltd", ScreeningResult.NOT_PERMITTED),
                REGISTRY);
        assertThat(written.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.kind()).isEqualTo(MessageKind.M7);
            assertThat(letter.destination()).isEqualTo("system.registry");
            assertThat(letter.channel()).isEqualTo("reply.registry");
        });
        assertThat(content(written.letters().get(0))).isEqualTo(json("""
                {"message":"M7","schemaVersion":"1",
                 "record":{"id":"0193-record","recordId":"NR-1","ordinal":0,"version":"3","event":"application",
                           "receivedAt":"2026-11-20T08:00:00Z"},
                 "state":"finished",
                 "screening":{"result":"incomplete",
                   "advice":"Not everything was asked or answered. Do not read this as clear.",
                   "validUntil":"2026-12-20T08:00:05Z",
                   "asked":[
                     {"connection":"interpol","database":"nominal","result":"no-hit","askedAt":"2026-11-20T08:00:05Z","validUntil":"2026-12-20T08:00:05Z"},
                     {"connection":"interpol","database":"sltd","result":"not-permitted"}]}}
                """));
    }

    @Test
    void answersOnlyTheStateWhereASystemMayNotLearnMore() throws IOException {
        Written written = decide(
                CaseFiles.application().answered("nominal", ScreeningResult.HIT, HIT),
                system(Learn.STATE, Mode.LIVE, "XAA"));
        JsonNode answer = content(letterTo(written, "system.registry"));
        assertThat(answer.path("state").asText()).isEqualTo("finished");
        assertThat(answer.has("screening")).isFalse();
    }

    @Test
    void answersNothingWhereASystemMayLearnNothing() {
        Written written = decide(
                CaseFiles.application().answered("nominal", ScreeningResult.NO_HIT),
                system(Learn.NOTHING, Mode.LIVE, "XAA"));
        assertThat(written.letters()).isEmpty();
    }

    @Test
    void tellsNoScreeningResultOnADecision() throws IOException {
        Written written = decide(CaseFiles.grant().answered("nominal", ScreeningResult.HIT, HIT), REGISTRY);
        assertThat(content(letterTo(written, "system.registry")).has("screening"))
                .isFalse();
        assertThat(written.withheld()).contains("M5 ncb default NG-302");
    }

    @Test
    void givesAnInterimWordOnceAndReplacesItByTheFinalOne() throws IOException {
        CaseFiles open = CaseFiles.application().answered("nominal", ScreeningResult.INCOMPLETE);
        JsonNode interim = content(letterTo(decide(open, REGISTRY), "system.registry"));
        assertThat(interim.path("state").asText()).isEqualTo("interim");

        Written again = decide(open.after("m7-1", MessageKind.M7, "system.registry"), REGISTRY);
        assertThat(again.letters()).isEmpty();

        Written last = decide(
                CaseFiles.application()
                        .answered("nominal", ScreeningResult.NO_HIT)
                        .after("m7-1", MessageKind.M7, "system.registry"),
                REGISTRY);
        NewLetter letter = letterTo(last, "system.registry");
        assertThat(letter.supersedes()).isEqualTo("m7-1");
        assertThat(content(letter).path("state").asText()).isEqualTo("finished");
        assertThat(content(letter).path("supersedes").asText()).isEqualTo("m7-1");
    }

    @Test
    void waitsForAPersonOfWhomNothingIsKnown() {
        Written written = decide(CaseFiles.grant().ofAnUnknownPerson().knownToInterpol(), REGISTRY);
        assertThat(written.waitsFor()).isEqualTo(FaultCode.NG_303_PERSON_UNKNOWN);
        assertThat(written.letters()).isEmpty();
        assertThat(written.withheld()).isEmpty();
    }

    @Test
    void leavesNaturalisationAndDeathToAPerson() {
        for (StatusChange.Kind kind : EnumSet.of(StatusChange.Kind.NATURALISED, StatusChange.Kind.DECEASED)) {
            Written written = decide(CaseFiles.status(kind).knownToInterpol(), REGISTRY);
            assertThat(written.review()).isEqualTo(FaultCode.NG_305_REVIEW);
            assertThat(written.letters()).isEmpty();
        }
    }

    @Test
    void withholdsByTheWall() {
        Written feared =
                decide(CaseFiles.application().fearing("XAA").answered("nominal", ScreeningResult.HIT, HIT), REGISTRY);
        assertThat(feared.letters()).isEmpty();
        assertThat(feared.withheld())
                .containsExactly(
                        "M8 secretariat default NG-302", "M5 ncb wall NG-301", "M7 system.registry wall NG-301");

        Written unattested = decide(
                CaseFiles.application().answered("nominal", ScreeningResult.NO_HIT),
                system(Learn.RESULT, Mode.LIVE, "XXX"));
        assertThat(unattested.withheld()).contains("M7 system.registry wall NG-301");
    }

    @Test
    void withholdsWhereNothingIsKnownToBeHeldUnlessARuleSaysOtherwise() {
        assertThat(decide(CaseFiles.grant(), null).withheld()).contains("M8 secretariat nothing-held NG-309");
        holds = EnumSet.of(Held.REFERENCE);
        assertThat(decide(CaseFiles.grant(), REGISTRY).withheld()).contains("M8 secretariat nothing-held NG-309");
        holds = EnumSet.of(Held.NOTHING);
        assertThat(letterTo(decide(CaseFiles.grant(), REGISTRY), "secretariat")).isNotNull();
    }

    @Test
    void withholdsWithoutLegalBasisOrPurpose() {
        Written written = decide(CaseFiles.grant().knownToInterpol().withoutPurpose(), REGISTRY);
        assertThat(written.letters()).isEmpty();
        assertThat(written.withheld()).contains("M8 secretariat legal NG-308", "M7 system.registry legal NG-308");
    }

    @Test
    void showsButSendsNothingInShadowModeAndForSystemsNoLongerConfigured() {
        assertThat(decide(CaseFiles.grant().knownToInterpol(), system(Learn.RESULT, Mode.SHADOW, "XAA"))
                        .withheld())
                .contains("M8 secretariat shadow NG-310", "M7 system.registry shadow NG-310");
        assertThat(decide(CaseFiles.grant().knownToInterpol(), system(Learn.RESULT, Mode.SHADOW, "XAA"))
                        .wouldGoBy())
                .as("what the mode keeps in, and nothing that no rule lets go")
                .contains("M8 secretariat grant", "M7 system.registry may-learn")
                .noneMatch(line -> line.startsWith("M5"));
        Written gone = decide(CaseFiles.grant().knownToInterpol(), null);
        assertThat(gone.letters()).isEmpty();
        assertThat(gone.withheld()).contains("M8 secretariat shadow NG-310");
    }

    @Test
    void sendsNothingToADestinationThatIsNotATestOne() {
        real = true;
        Written written = decide(CaseFiles.grant().knownToInterpol(), REGISTRY);
        assertThat(written.withheld()).contains("M8 secretariat not-test NG-306");
    }

    @Test
    void withholdsEverythingBeforeThePolicyIsValid() {
        validFrom = LocalDate.of(2026, 11, 24);
        Written written = decide(CaseFiles.grant().knownToInterpol(), REGISTRY);
        assertThat(written.letters()).isEmpty();
        assertThat(written.withheld())
                .containsExactly(
                        "M8 secretariat not-valid-yet NG-311",
                        "M5 ncb not-valid-yet NG-311",
                        "M7 system.registry not-valid-yet NG-311");
    }

    @Test
    void holdsForAReleaseWhereTheRuleOrAnOpenHitAsksForOne() {
        release = Rule.Release.FOUR_EYES;
        Written asked = decide(CaseFiles.grant().knownToInterpol(), REGISTRY);
        assertThat(letterTo(asked, "secretariat").release()).isEqualTo(NewLetter.Release.REVIEW);
        assertThat(asked.notes()).containsExactly("M8 to secretariat waits for a release, NG-305");

        release = Rule.Release.AUTOMATIC;
        Written open = decide(CaseFiles.grant().knownToInterpol().withOpenHit(), REGISTRY);
        assertThat(letterTo(open, "secretariat").release()).isEqualTo(NewLetter.Release.REVIEW);
        assertThat(open.notes()).containsExactly("M8 to secretariat waits for a release, NG-307");

        release = Rule.Release.NEVER;
        assertThat(decide(CaseFiles.grant().knownToInterpol(), REGISTRY).withheld())
                .contains("M8 secretariat grant NG-302");
    }

    @Test
    void keepsEveryFieldThatIsNotListedInvisible() {
        for (CaseFiles file : List.of(
                CaseFiles.grant().knownToInterpol(),
                CaseFiles.status(StatusChange.Kind.REVOKED).knownToInterpol(),
                CaseFiles.application().answered("nominal", ScreeningResult.HIT, HIT))) {
            for (NewLetter letter : decide(file, REGISTRY).letters()) {
                assertThat(new String(letter.content(), StandardCharsets.UTF_8)).doesNotContainIgnoringCase("canary");
            }
        }
    }

    @Test
    void neverTellsASystemTheRuleOrTheHit() {
        Written written = decide(CaseFiles.application().answered("nominal", ScreeningResult.HIT, HIT), REGISTRY);
        assertThat(new String(letterTo(written, "system.registry").content(), StandardCharsets.UTF_8))
                .contains("\"result\":\"hit\"")
                .doesNotContain("item-9", "XBB", "own-hit", "Muster");
    }

    private Written decide(CaseFiles files, @Nullable NationalSystem system) {
        CaseFile file = files.file();
        RecordClaim claim = files.claim();
        Disclosure disclosure = new Disclosure(
                policy(),
                asked -> file,
                systems(system),
                new DisclosureSettings(Duration.ofDays(7), Duration.ofMinutes(1)),
                Clock.fixed(NOW, ZoneOffset.UTC));
        return new Written(disclosure.decide(claim));
    }

    private Policy policy() {
        Map<String, PolicyDestination> destinations = new LinkedHashMap<>();
        destinations.put(
                "secretariat",
                new PolicyDestination(
                        new Destination("secretariat", "XPO", "secretariat@example.org", !real),
                        PolicyDestination.Kind.INTERPOL,
                        EnumSet.of(
                                Field.PERSON_NAMES,
                                Field.PERSON_BIRTH_DATE,
                                Field.DECISION_OUTCOME,
                                Field.DECISION_FINALITY,
                                Field.DECISION_DATE,
                                Field.DECISION_PROTECTED_AGAINST,
                                Field.STATUS_KIND,
                                Field.REF_INTERPOL)));
        destinations.put(
                "ncb",
                new PolicyDestination(
                        new Destination("ncb", "XAA", "ncb@example.org", !real),
                        PolicyDestination.Kind.NCB,
                        EnumSet.of(Field.PERSON_NAMES, Field.SCREENING_HITS)));
        Conditions always = new Conditions(null, null, null, null, null, null, false, holds, null, null);
        Conditions found = new Conditions(null, null, null, null, null, null, false, null, hits, null);
        return new Policy(
                "2026-03",
                validFrom,
                destinations,
                List.of(
                        new Rule("grant", "secretariat", always, MessageKind.M8, release, "s. 40"),
                        new Rule("own-hit", "ncb", found, MessageKind.M5, Rule.Release.AUTOMATIC, "s. 16")));
    }

    private static NewLetter letterTo(Written written, String destination) {
        return written.letters().stream()
                .filter(letter -> letter.destination().equals(destination))
                .findFirst()
                .orElseThrow();
    }

    private static NationalSystems systems(@Nullable NationalSystem system) {
        return new NationalSystems() {
            @Override
            public Optional<NationalSystem> find(String name) {
                return Optional.ofNullable(system);
            }

            @Override
            public Collection<NationalSystem> all() {
                return find("registry").stream().toList();
            }
        };
    }

    private static JsonNode content(NewLetter letter) throws IOException {
        return new ObjectMapper().readTree(letter.content());
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
