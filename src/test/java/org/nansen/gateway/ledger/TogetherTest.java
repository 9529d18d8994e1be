package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.ScreeningResult;

/** What comes together is written together, and means the same as one after the other. */
class TogetherTest extends LedgerTest {

    @Test
    void endsAClaimOnceWhenItsEndComesTwiceInOneBatch() {
        RecordClaim claim = rig.takeToDisclosure(TestRecords.application("1"));

        together(() -> List.of(decided(claim, "secretariat"), decided(claim, "secretariat")));

        assertThat(rig.take("mail")).hasSize(1);
        assertThat(rows("select subject from entry where kind = 'void'")).containsExactly(claim.recordId());
    }

    @Test
    void endsALetterOnceWhenItsEndComesTwiceInOneBatch() {
        LetterClaim letter = rig.takeToMail();

        together(() ->
                List.of(rig.results.complete(letter, null, "closed"), rig.results.complete(letter, null, "closed")));

        assertThat(rows("select detail from entry where kind = 'letter.delivered'"))
                .containsExactly(letter.id());
        assertThat(rig.counts("registry").delivered()).isEqualTo(1);
    }

    @Test
    void voidsOneResultOfABatchAndKeepsTheOthers() {
        rig.accept("registry", many(20));
        List<Claim> claims = rig.take("screening");
        RecordClaim lost = (RecordClaim) claims.get(7);
        rig.write("update task set fence = fence + 1 where record_id = ?", lost.recordId());

        together(() -> claims.stream()
                .<CompletableFuture<?>>map(claim -> rig.results.complete(claim, null, "disclosure"))
                .toList());

        assertThat(rig.take("disclosure")).hasSize(19);
        assertThat(rows("select subject from entry where kind = 'void'")).containsExactly(lost.recordId());
        assertThat(rows("select id from record where stage = 'screening'")).containsExactly(lost.recordId());
    }

    @Test
    void tellsTheEarlierDecisionFirstWhenBothComeInOneBatch() {
        rig.accept("casework", TestRecords.decision("casework", "grant", "p1", "1", TestRecords.THEN));
        rig.accept("casework", decision("refusal", "2", 60));
        List<Claim> both = rig.take("disclosure");
        assertThat(both).hasSize(2);

        // The later one comes first.
        together(() -> List.of(decided(both.get(1), "secretariat"), decided(both.get(0), "secretariat")));

        LetterClaim first = rig.takeLetter("mail");
        assertThat(first.letter().content()).isNotEmpty();
        assertThat(rows("select record_id from letter")).containsExactly(((RecordClaim) both.get(0)).recordId());
        assertThat(rows("select record_id from task where queue = 'disclosure' and state = 'ready'"))
                .containsExactly(((RecordClaim) both.get(1)).recordId());
    }

    @Test
    void judgesRecordsOfOneSourceRecordThatComeInOneSlice() {
        AsylumRecord first = decision("1", "1", 0);
        AsylumRecord newer = decision("1", "3", 60);
        AsylumRecord older = decision("1", "2", 30);
        AsylumRecord repeated = decision("1", "3", 60);
        AsylumRecord other = decision("1", "3", 90);

        Drop drop = rig.accept("casework", first, newer, older, repeated, other);

        assertThat(drop.accepted()).isEqualTo(3);
        assertThat(drop.duplicate()).isEqualTo(1);
        assertThat(drop.rejected()).isEqualTo(1);
        assertThat(rows("select id from record where late = 1")).containsExactly(older.messageId());
        assertThat(rows("select previous from record where id = '" + newer.messageId() + "'"))
                .containsExactly(first.messageId());
        assertThat(rows("select previous from record where id = '" + older.messageId() + "'"))
                .containsExactly(newer.messageId());
        assertThat(rows("select newest from person")).containsExactly(older.messageId());
        assertThat(rows("select version from seen")).containsExactly("3");
        // What came late counts as seen.
        assertThat(rig.accept("casework", decision("1", "2", 30)).duplicate()).isEqualTo(1);
    }

    @Test
    void knowsALateVersionWhateverElseWasLateInTheSameSlice() {
        rig.accept("casework", versioned("known", "2", 60));
        AsylumRecord newer = versioned("1", "3", 60);
        AsylumRecord older = versioned("1", "2", 30);

        rig.accept("casework", versioned("known", "1", 0), newer, older);

        assertThat(rows("select id from record where late = 1")).hasSize(2).contains(older.messageId());
        assertThat(rig.accept("casework", versioned("1", "2", 30)).duplicate()).isEqualTo(1);
        assertThat(rig.accept("casework", versioned("1", "2", 45)).rejected()).isEqualTo(1);
        assertThat(rows("select record_id from seen where version = '3'")).containsExactly(newer.messageId());
    }

    @Test
    void keepsAnAnswerThatComesWithADecisionOnTheSameRecordThatIsTooEarly() {
        rig.accept("casework", TestRecords.decision("casework", "grant", "p1", "1", TestRecords.THEN));
        rig.accept("casework", decision("refusal", "2", 60));
        RecordClaim refusal = (RecordClaim) rig.take("disclosure").get(1);
        rig.write(
                "insert into task (record_id, person_id, queue, system, state, due_at, attempts, lane, lease_until, fence,"
                        + " received_at, priority) select record_id, person_id, 'screening', system, 'ready', 0, 0, '', 0,"
                        + " 0, received_at, priority from task where record_id = ?",
                refusal.recordId());
        Claim answered = rig.take("screening").get(0);

        together(() -> List.of(
                decided(refusal, "secretariat"),
                rig.results.complete(answered, Completion.of(answered).screening(ScreeningResult.NO_HIT), "closed")));

        assertThat(rows("select queue from task where record_id = '" + refusal.recordId() + "'"))
                .containsExactly("disclosure");
        assertThat(rows("select screening from record where id = '" + refusal.recordId() + "'"))
                .containsExactly("no-hit");
    }

    @Test
    void letsWhatMakesTheFearedSetGrowGoFirstAfterAnotherThatGoesFirst() {
        rig.accept("registry", TestRecords.application("registry", "1", "p1", "c1", "SYR"));
        rig.accept("registry", TestRecords.application("registry", "2", "p2", "c2", "SYR"));
        AsylumRecord grows = TestRecords.application("registry", "3", "p1", "c1", "IRN");
        AsylumRecord newInTheCase = TestRecords.application("registry", "4", "p3", "c2", "AFG");

        rig.accept("registry", grows, newInTheCase);

        assertThat(rows("select record_id from task where priority = 0"))
                .contains(grows.messageId(), newInTheCase.messageId());
    }

    @Test
    void letsWhatMakesTheFearedSetGrowGoFirstInOneSlice() {
        AsylumRecord first = TestRecords.application("registry", "1", "p1", "c1", "SYR");
        AsylumRecord same = TestRecords.application("registry", "2", "p1", "c1", "SYR");
        AsylumRecord grows = TestRecords.application("registry", "3", "p1", "c1", "IRN");
        AsylumRecord after = TestRecords.application("registry", "4", "p1", "c1", "IRN");

        rig.accept("registry", first, same, grows, after);

        assertThat(rows("select record_id from task where priority = 0 order by record_id"))
                .containsExactlyInAnyOrder(first.messageId(), same.messageId(), grows.messageId());
        assertThat(rows("select shield from person")).containsExactly("IRN,SYR");
        assertThat(rows("select shield from case_file")).containsExactly("IRN,SYR");
    }

    private CompletableFuture<?> decided(Claim claim, String destination) {
        return rig.results.complete(claim, Completion.of(claim).letter(TestLetters.to(destination)), "closed");
    }

    /** Keeps the writer busy until all of it waits, so that it is one batch. */
    private void together(Begun changes) {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        CompletableFuture<?> busy = rig.store.writer().submit(batch -> gate.join());
        List<CompletableFuture<?>> all = new ArrayList<>(changes.begin());
        gate.complete(null);
        busy.join();
        all.forEach(CompletableFuture::join);
    }

    private List<String> rows(String sql) {
        return rig.store.readers().read(open -> open.list(sql, row -> row.getString(1)));
    }

    private static AsylumRecord[] many(int count) {
        AsylumRecord[] many = new AsylumRecord[count];
        for (int i = 0; i < count; i++) {
            many[i] = TestRecords.application("registry", "n" + i, "p" + i, "c" + i, "SYR");
        }
        return many;
    }

    private static AsylumRecord decision(String number, String version, long secondsLater) {
        Instant at = TestRecords.THEN.plusSeconds(secondsLater);
        return TestRecords.decision("casework", number, "p1", version, at);
    }

    /** Closes no case, so that nothing is asked of the database between such records. */
    private static AsylumRecord versioned(String number, String version, long secondsLater) {
        Instant at = TestRecords.THEN.plusSeconds(secondsLater);
        return TestRecords.record(
                "casework", Event.APPLICATION, number, "p" + number, "c" + number, version, at, "SYR");
    }

    private interface Begun {
        List<CompletableFuture<?>> begin();
    }
}
