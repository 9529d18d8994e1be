package org.nansen.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/** Jobs as rows. */
final class RecoveryJobs {

    private static final String COLUMNS = "id, act, state, record_id, faults, room, system, since_at, until_at, rate,"
            + " reason, made_by, made_at, started_at, ended_at, planned, done, position, paced_at";

    private RecoveryJobs() {}

    static void insert(Batch batch, Recovery.Job job, long pacedAt) throws SQLException {
        Recovery.Filter filter = job.filter();
        batch.sql()
                .update(
                        "insert into recovery_job (" + COLUMNS + ") values (" + Sql.marks(19) + ")",
                        job.id(),
                        word(job.act()),
                        word(job.state()),
                        job.recordId(),
                        filter.faults().stream().map(FaultCode::code).sorted().collect(Collectors.joining(",")),
                        filter.room() == null ? null : word(filter.room()),
                        filter.system(),
                        millis(filter.since()),
                        millis(filter.until()),
                        job.rate(),
                        job.reason(),
                        job.by(),
                        millis(job.madeAt()),
                        millis(job.startedAt()),
                        millis(job.endedAt()),
                        job.planned(),
                        job.done(),
                        "",
                        pacedAt);
    }

    static @Nullable Row find(Sql sql, String jobId) throws SQLException {
        return sql.first("select " + COLUMNS + " from recovery_job where id = ?", RecoveryJobs::row, jobId);
    }

    static List<Recovery.Job> newest(Sql sql, int limit) throws SQLException {
        return sql.list(
                "select " + COLUMNS + " from recovery_job order by id desc limit ?", row -> row(row).job, limit);
    }

    static List<String> running(Sql sql) throws SQLException {
        return sql.list("select id from recovery_job where state = 'running' order by id", row -> row.getString(1));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new Recovery.Job(
                        row.getString(1),
                        Recovery.Act.valueOf(upper(row.getString(2))),
                        Recovery.State.valueOf(upper(row.getString(3))),
                        row.getString(4),
                        new Recovery.Filter(
                                faults(row.getString(5)),
                                row.getString(6) == null ? null : Recovery.Room.valueOf(upper(row.getString(6))),
                                row.getString(7),
                                time(row, 8),
                                time(row, 9)),
                        row.getInt(10),
                        row.getString(11),
                        row.getString(12),
                        Objects.requireNonNull(time(row, 13)),
                        time(row, 14),
                        time(row, 15),
                        row.getLong(16),
                        row.getLong(17)),
                row.getString(18),
                row.getLong(19));
    }

    private static Set<FaultCode> faults(String codes) {
        return codes.isEmpty()
                ? Set.of()
                : Arrays.stream(codes.split(","))
                        .map(code -> Objects.requireNonNullElse(Codes.fault(code), FaultCode.NG_900_DEFECT))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(value);
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    /**
     * A job and how far it is.
     *
     * @param position the last subject that it came past
     * @param pacedAt up to when its rate is used up, milliseconds since 1970
     */
    record Row(Recovery.Job job, String position, long pacedAt) {}
}
