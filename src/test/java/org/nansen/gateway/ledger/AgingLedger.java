package org.nansen.gateway.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.ScreeningResult;

/** A ledger whose records come to their end, grow old and are removed. */
final class AgingLedger {

    static final Retention FROM_CLOSE =
            new Retention(Retention.From.CASE_CLOSED, Duration.ofDays(90), Duration.ofDays(30));
    static final Retention FROM_RECEIPT =
            new Retention(Retention.From.RECEIVED, Duration.ofDays(90), Duration.ofDays(30));

    private final LedgerRig rig;

    AgingLedger(LedgerRig rig) {
        this.rig = rig;
    }

    static AsylumRecord application(String number, String person) {
        return TestRecords.application("registry", number, person, "C-" + person, "SYR");
    }

    static AsylumRecord finalDecision(String number, String person) {
        return TestRecords.decision("registry", number, person, null, TestRecords.THEN);
    }

    /** Accepts an application and takes it to its end; returns its id. */
    String ended(String number, String person) {
        rig.accept("registry", application(number, person));
        return end(ScreeningResult.NO_HIT);
    }

    /** Takes an accepted record to its end, from the answer of the endpoint on. */
    String end(ScreeningResult result) {
        RecordClaim asked = rig.takeRecord("screening");
        ScreeningPart part =
                new ScreeningPart("interpol", "nominal", result, Instant.EPOCH, null, "q1", 1, List.of(), null);
        rig.results
                .complete(asked, Completion.of(asked).part(part).screening(result), "disclosure")
                .join();
        return end();
    }

    /** Takes a record that is not screened, or no more, to its end: told to its system. */
    String end() {
        RecordClaim decided = rig.takeRecord("disclosure");
        rig.results
                .complete(
                        decided,
                        Completion.of(decided)
                                .letter(TestLetters.answer(decided.system()))
                                .withheld(MessageKind.M8, "secretariat", "default", FaultCode.NG_302_NO_RULE),
                        "closed")
                .join();
        rig.complete(rig.takeLetter("reply." + decided.system()), "closed");
        return decided.recordId();
    }

    /** As if everything had happened so much earlier; the database's clock cannot be put ahead. */
    void pass(Duration time) {
        long millis = time.toMillis();
        rig.write("update record set received_at = received_at - ?", millis);
        rig.write("update person set closed_at = closed_at - ?", millis);
        rig.write("update expiry set at = at - ?", millis);
    }

    RetentionSweep sweep(Map<String, Retention> rules) {
        return new RetentionSweep(rig.store.writer(), () -> () -> rules, 1_000_000, Duration.ZERO, System::nanoTime);
    }

    /** Looks until nothing is due; returns how many things each look saw. */
    List<Integer> removeDue(Retention kept) {
        List<Integer> looks = new ArrayList<>();
        try (RetentionSweep sweep = sweep(Map.of("registry", kept))) {
            int looked = sweep.look().join();
            while (looked > 0) {
                looks.add(looked);
                rig.write("update turn set next_at = 0");
                looked = sweep.look().join();
            }
        }
        return looks;
    }

    long rows(String table) {
        Long rows = rig.store.readers().read(sql -> sql.first("select count(*) from " + table, row -> row.getLong(1)));
        return rows == null ? 0 : rows;
    }
}
