package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;

/** Two decisions on one person, in hand at the same time. */
class PersonOrderTest extends LedgerTest {

    @Test
    void tellsTheGrantBeforeTheRefusalThatWasDecidedFirst() {
        rig.accept("casework", TestRecords.decision("casework", "grant", "p1", "1", TestRecords.THEN));
        rig.accept(
                "casework", TestRecords.decision("casework", "refusal", "p1", "2", TestRecords.THEN.plusSeconds(60)));
        List<Claim> both = rig.take("disclosure");
        assertThat(both).hasSize(2);

        tell(of(both, "refusal"));
        assertThat(rig.take("mail")).isEmpty();
        tell(of(both, "grant"));
        tell(of(again(), "refusal"));

        assertThat(mailed()).isEqualTo("grant");
        assertThat(mailed()).isEqualTo("refusal");
    }

    @Test
    void waitsWhileTheEarlierOneWaitsForThePerson() {
        rig.accept("casework", TestRecords.decision("casework", "grant", "p1", "1", TestRecords.THEN));
        rig.accept(
                "casework", TestRecords.decision("casework", "refusal", "p1", "2", TestRecords.THEN.plusSeconds(60)));
        List<Claim> both = rig.take("disclosure");
        Claim grant = of(both, "grant");
        rig.results
                .complete(
                        grant,
                        Completion.of(grant).waiting(FaultCode.NG_303_PERSON_UNKNOWN, Duration.ofMinutes(1)),
                        "closed")
                .join();

        tell(of(both, "refusal"));

        assertThat(rig.take("mail")).isEmpty();
        assertThat(rig.counts("casework").inFlight()).isEqualTo(2);
    }

    @Test
    void doesNotWaitUntilTimeHasCaughtUpWithAClockThatWasAhead() {
        rig.accept("casework", TestRecords.decision("casework", "grant", "p1", "1", TestRecords.THEN));
        Claim grant = rig.take("disclosure").get(0);
        rig.withClock
                .apply(Clock.offset(Clock.systemUTC(), Duration.ofHours(8)))
                .complete(grant, Completion.of(grant).letter(TestLetters.to("secretariat", "grant")), "closed")
                .join();
        assertThat(mailed()).isEqualTo("grant");

        rig.accept(
                "casework", TestRecords.decision("casework", "refusal", "p1", "2", TestRecords.THEN.plusSeconds(60)));
        tell(rig.take("disclosure").get(0));
        assertThat(rig.take("mail")).as("its id was drawn too early").isEmpty();
        tell(again().get(0));
        assertThat(mailed()).isEqualTo("refusal");
    }

    @Test
    void keepsNobodyElseWaiting() {
        rig.accept("casework", TestRecords.decision("casework", "grant", "p1", "1", TestRecords.THEN));
        rig.accept("casework", TestRecords.decision("casework", "other", "p2", "1", TestRecords.THEN));

        tell(of(rig.take("disclosure"), "other"));

        assertThat(mailed()).isEqualTo("other");
    }

    @Test
    void keepsAnOldGrantForAPersonWhenItIsTriedAgainAfterTheRefusalWasTold() {
        Claim grant = parkedBefore(TestLetters.to("secretariat", "refusal"));
        assertThat(mailed()).isEqualTo("refusal");

        retry(grant);
        tell(of(again(), "grant"));

        assertThat(rig.take("mail")).isEmpty();
        assertInReview(grant);
        assertThat(rig.counts("casework").delivered()).isEqualTo(1);
    }

    @Test
    void keepsItEvenWhenTheRefusalHasNotLeftYet() {
        Claim grant = parkedBefore(TestLetters.to("secretariat", "refusal"));

        retry(grant);
        tell(of(again(), "grant"));

        assertThat(mailed()).isEqualTo("refusal");
        assertThat(rig.take("mail")).isEmpty();
        assertInReview(grant);
    }

    @Test
    void keepsNothingElseOfItBack() {
        Claim grant = parkedBefore(TestLetters.to("secretariat", "refusal"));
        assertThat(mailed()).isEqualTo("refusal");

        retry(grant);
        rig.decide(
                of(again(), "grant"),
                TestLetters.to("secretariat"),
                TestLetters.to("ccf"),
                TestLetters.hit("own-ncb"),
                TestLetters.answer("casework"));

        assertThat(rig.take("mail"))
                .extracting(mail -> ((LetterClaim) mail).letter().destination())
                .containsExactlyInAnyOrder("own-ncb", "ccf");
        assertThat(rig.take("reply.casework")).hasSize(1);
        assertInReview(grant);
    }

    @Test
    void tellsItWhereNothingLaterWasDecidedAbout() {
        rig.accept("casework", TestRecords.decision("casework", "before", "p1", "1", TestRecords.THEN));
        tell(of(rig.take("disclosure"), "before"));
        assertThat(mailed()).isEqualTo("before");
        Claim grant = parkedBefore(TestLetters.to("ccf"), TestLetters.hit("secretariat"));
        rig.take("mail").forEach(mail -> rig.complete(mail, "closed"));

        retry(grant);
        tell(of(again(), "grant"));

        assertThat(mailed()).isEqualTo("grant");
    }

    /** A grant that cannot be decided about for now, and a refusal after it that is told in these letters. */
    private Claim parkedBefore(NewLetter... told) {
        rig.accept("casework", TestRecords.decision("casework", "grant", "p1", "1", TestRecords.THEN));
        rig.accept(
                "casework", TestRecords.decision("casework", "refusal", "p1", "2", TestRecords.THEN.plusSeconds(60)));
        List<Claim> both = rig.take("disclosure");
        Claim grant = of(both, "grant");
        rig.results.fail(grant, Defect.of(FaultCode.NG_900_DEFECT, "test")).join();
        rig.decide(of(both, "refusal"), told);
        return grant;
    }

    private void retry(Claim claim) {
        assertThat(new SqlRecovery(rig.store.readers(), rig.store.writer())
                        .actOn(Recovery.Act.RETRY, claim.id(), null, "operator")
                        .join())
                .isPresent();
    }

    private void assertInReview(Claim claim) {
        List<String> found = rig.store
                .readers()
                .read(sql -> sql.first(
                        "select stage, fault from record where id = ?",
                        row -> List.of(row.getString(1), row.getString(2)),
                        claim.id()));
        assertThat(found).containsExactly(Stages.REVIEW, FaultCode.NG_304_LATE.code());
    }

    private void tell(Claim claim) {
        rig.decide(claim, TestLetters.to("secretariat", number(claim)));
    }

    private List<Claim> again() {
        List<Claim> taken = new ArrayList<>();
        await().until(() -> taken.addAll(rig.take("disclosure")));
        return taken;
    }

    private String mailed() {
        List<Claim> mails = rig.take("mail");
        assertThat(mails).hasSize(1);
        LetterClaim mail = (LetterClaim) mails.get(0);
        rig.complete(mail, "closed");
        return new String(mail.letter().content(), StandardCharsets.UTF_8);
    }

    private static Claim of(List<Claim> claims, String number) {
        return claims.stream()
                .filter(claim -> number(claim).equals(number))
                .findFirst()
                .orElseThrow();
    }

    private static String number(Claim claim) {
        return ((RecordClaim) claim).record().source().recordId();
    }
}
