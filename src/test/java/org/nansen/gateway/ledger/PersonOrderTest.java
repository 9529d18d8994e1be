package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
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
