package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.List;

/**
 * A job goes on by slices, each a change of its own in the group commit: what it did, how far it came and how much of its
 * rate it used are durable together. Whichever node comes first does the next slice; a second one that comes at the same
 * moment finds the rate used up.
 */
final class RecoverySlices {

    /** Few enough that nobody else's commit waits long behind one. */
    static final int MOST = 200;

    /** After a pause, a crash or a slow moment a job catches up by so much, not more. */
    private static final long CATCH_UP_MILLIS = 2_000;

    private RecoverySlices() {}

    /** Does what the rate allows now; returns whether more is due already. */
    static boolean next(Batch batch, String jobId) throws SQLException {
        RecoveryJobs.Row row = RecoveryJobs.find(batch.sql(), jobId);
        if (row == null || row.job().state() != Recovery.State.RUNNING) {
            return false;
        }
        Recovery.Job job = row.job();
        long now = batch.now();
        // Paced ahead of now: the clock was put back.
        long from = row.pacedAt() > now ? now : Math.max(row.pacedAt(), now - CATCH_UP_MILLIS);
        int due = (int) Math.min(MOST, (now - from) * job.rate() / 1_000);
        if (due == 0) {
            if (from != row.pacedAt()) {
                batch.sql().update("update recovery_job set paced_at = ? where id = ?", from, jobId);
            }
            return false;
        }
        ParkedUnits units = new ParkedUnits(job.filter());
        List<ParkedUnits.Subject> subjects = units.after(batch.sql(), row.position(), due);
        int done = 0;
        for (ParkedUnits.Subject subject : subjects) {
            done += RecoveryActs.act(batch, job, units, subject) ? 1 : 0;
        }
        boolean over = subjects.size() < due;
        long paced = from + (due * 1_000L + job.rate() - 1) / job.rate();
        batch.sql()
                .update(
                        "update recovery_job set done = done + ?, position = ?, paced_at = ?, state = ?, ended_at = ?"
                                + " where id = ?",
                        done,
                        over
                                ? row.position()
                                : subjects.get(subjects.size() - 1).id(),
                        paced,
                        RecoveryJobs.word(over ? Recovery.State.DONE : Recovery.State.RUNNING),
                        over ? now : null,
                        jobId);
        if (over) {
            batch.entry("recovery.done", jobId, "records=" + (job.done() + done));
        }
        return !over && (now - paced) * job.rate() / 1_000 > 0;
    }
}
