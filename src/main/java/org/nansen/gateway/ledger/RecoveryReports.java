package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What became of the subjects of a job: looked up as long as they are kept, and as last counted afterwards. */
final class RecoveryReports {

    /** How long after its end a job still knows its subjects. */
    static final long KEPT_MILLIS = 30L * 24 * 60 * 60 * 1_000;

    private static final int SLICE = 1_000;

    private RecoveryReports() {}

    static Recovery.Report of(Sql sql, String jobId) throws SQLException {
        String counted = sql.first("select report from recovery_job where id = ?", row -> row.getString(1), jobId);
        return counted == null ? count(sql, jobId) : read(counted);
    }

    /** Jobs that ended so long ago that their subjects are to be forgotten. */
    static List<String> toForget(Sql sql, long now) throws SQLException {
        return sql.list(
                "select j.id from recovery_job j where j.ended_at < ?"
                        + " and exists (select 1 from recovery_subject s where s.job_id = j.id) order by j.id",
                row -> row.getString(1),
                now - KEPT_MILLIS);
    }

    /** Keeps the figures and forgets some of the subjects; returns whether there are more. */
    static boolean forget(Batch batch, String jobId, Recovery.Report figures) throws SQLException {
        batch.sql()
                .update(
                        "update recovery_job set report = ? where id = ? and report is null",
                        figures.closed() + " " + figures.parkedAgain() + " " + figures.abandoned() + " "
                                + figures.open(),
                        jobId);
        return batch.sql()
                        .update(
                                "delete from recovery_subject where job_id = ? and subject in (select subject"
                                        + " from recovery_subject where job_id = ? order by subject limit ?)",
                                jobId,
                                jobId,
                                SLICE)
                == SLICE;
    }

    private static Recovery.Report count(Sql sql, String jobId) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        sql.list(
                "select coalesce(r.stage, l.state, 'gone'), count(*) from recovery_subject s"
                        + " left join record r on r.id = s.subject left join letter l on l.id = s.subject"
                        + " where s.job_id = ? group by 1",
                row -> counts.merge(kind(row.getString(1)), row.getLong(2), Long::sum),
                jobId);
        return new Recovery.Report(
                counts.getOrDefault("closed", 0L),
                counts.getOrDefault("parked", 0L),
                counts.getOrDefault("abandoned", 0L),
                counts.getOrDefault("open", 0L));
    }

    private static String kind(String state) {
        return switch (state) {
            case "delivered", "withheld", "refused", "replaced", "gone" -> "closed";
            case "parked", "abandoned" -> state;
            default -> "open";
        };
    }

    private static Recovery.Report read(@Nullable String counted) {
        String[] figures = counted == null ? new String[0] : counted.split(" ");
        return new Recovery.Report(figure(figures, 0), figure(figures, 1), figure(figures, 2), figure(figures, 3));
    }

    private static long figure(String[] figures, int at) {
        return figures.length > at ? Long.parseLong(figures[at]) : 0;
    }
}
