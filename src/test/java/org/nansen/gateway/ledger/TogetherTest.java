package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.AsylumRecord;

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

    private interface Begun {
        List<CompletableFuture<?>> begin();
    }
}
