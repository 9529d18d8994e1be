package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.Event;

/** When a letter may go, and in which order. */
class LettersTest extends LedgerTest {

    @Test
    void holdsALetterForReviewBackAndShowsTheRecordThere() {
        RecordClaim deciding = rig.takeToDisclosure(TestRecords.application("1"));
        rig.decide(deciding, TestLetters.toReview("secretariat"));
        assertThat(rig.take("mail")).isEmpty();
        assertThat(rig.counts("registry").stages()).containsEntry("review", 1L);
    }

    @Test
    void stopsLettersOfAHeldDestinationAtOnceAndLiftsWithTwoPeople() {
        RecordClaim deciding = rig.takeToDisclosure(TestRecords.application("1"));
        rig.holds.hold("secretariat", "olga", "suspicion").join();
        rig.decide(deciding, TestLetters.to("secretariat"));
        assertThat(rig.take("mail")).isEmpty();
        assertThat(rig.holds.lift("secretariat", "olga").join()).isNotNull();
        assertThat(rig.holds.lift("secretariat", "olga").join()).isNotNull();
        assertThat(rig.take("mail")).isEmpty();
        assertThat(rig.holds.lift("secretariat", "piet").join()).isNull();
        assertThat(rig.take("mail")).hasSize(1);
    }

    @Test
    void keepsTheOrderOfMessagesPerPersonAndDestination() {
        LetterClaim first = rig.takeToMail();
        RecordClaim deciding = rig.takeToDisclosure(
                TestRecords.record("registry", Event.CORRECTION, "2", "p1", "c1", null, TestRecords.THEN, "SYR"));
        rig.decide(deciding, TestLetters.to("secretariat"), TestLetters.to("ncb"));
        // The second to the secretariat waits for the first; the one to the NCB does not.
        assertThat(rig.take("mail")).singleElement().satisfies(claim -> assertThat(
                        ((LetterClaim) claim).letter().destination())
                .isEqualTo("ncb"));
        rig.complete(first, "closed");
        assertThat(rig.take("mail")).hasSize(1);
    }

    @Test
    void publishesInTheOrderOfHandingOverSoThatNoneIsPassedBy() {
        LetterClaim first = answerInHand("1", "p1");
        LetterClaim second = answerInHand("2", "p2");
        // The older one is delayed and handed over last.
        rig.complete(second, "closed");
        String seen = rig.views.published("registry", null, 10).get(0).id();
        assertThat(seen).isEqualTo(second.id());
        rig.complete(first, "closed");
        assertThat(rig.views.published("registry", seen, 10))
                .extracting(Letter::id)
                .containsExactly(first.id());
        assertThat(rig.views.shieldOf(first.letter().recordId())).containsExactly("SYR");
    }

    private LetterClaim answerInHand(String recordId, String person) {
        RecordClaim deciding =
                rig.takeToDisclosure(TestRecords.application("registry", recordId, person, "case-" + person, "SYR"));
        rig.decide(deciding, TestLetters.answer("registry"));
        return rig.take("reply.registry").stream()
                .filter(LetterClaim.class::isInstance)
                .map(LetterClaim.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
