package org.nansen.gateway.ledger;

import java.sql.SQLException;
import org.nansen.gateway.ledger.ParkedUnits.Subject;

/**
 * Does what was ordered to one subject. Ids, rounds and fences stay as they are: the next try is the same question under
 * the same key, and the same letter under the same Message-ID.
 */
final class RecoveryActs {

    private RecoveryActs() {}

    /** Acts on what of the subject is parked and matches; false when nothing is. */
    static boolean act(Batch batch, Recovery.Job job, ParkedUnits units, Subject subject) throws SQLException {
        // What came late is a person's to decide about, whatever else happened to it.
        if (batch.sql().exists("select 1 from record where id = ? and late <> 0", subject.id())) {
            return false;
        }
        boolean retry = job.act() == Recovery.Act.RETRY;
        int tasks = retry
                ? units.changeTasks(
                        batch,
                        subject,
                        "state = 'ready', due_at = ?, lane = '', wake_at = 9223372036854775807",
                        batch.now())
                : units.changeTasks(batch, subject, "state = 'abandoned', due_at = ?", batch.now());
        int letters = retry
                ? units.changeLetters(batch, subject, "state = 'ready', due_at = ?", batch.now())
                : units.changeLetters(batch, subject, "state = 'abandoned', open = 0");
        if (tasks + letters == 0) {
            return false;
        }
        if (subject.isRecord()) {
            if (retry) {
                batch.sql().update("update record set fault = null where id = ?", subject.id());
            }
            batch.settle(subject.id());
        }
        batch.sql()
                .update(
                        "insert into recovery_subject (job_id, subject) values (?, ?)"
                                + " on conflict (job_id, subject) do nothing",
                        job.id(),
                        subject.id());
        String word = retry ? "retried" : "abandoned";
        String detail = "by=" + job.by() + " job=" + job.id();
        if (tasks > 0) {
            batch.entry(word, subject.id(), detail);
        }
        if (letters > 0) {
            batch.entry("letter." + word, subject.id(), detail);
        }
        return true;
    }
}
