package org.nansen.gateway.ledger;

import com.fasterxml.uuid.Generators;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/** Recovery in the SQL store. */
final class SqlRecovery implements Recovery {

    private final Readers readers;
    private final GroupCommit writer;

    SqlRecovery(Readers readers, GroupCommit writer) {
        this.readers = readers;
        this.writer = writer;
    }

    @Override
    public List<Group> parked(Filter filter) {
        return readers.read(sql -> new ParkedUnits(filter).groups(sql)).stream()
                .sorted(Comparator.comparingLong(Group::records)
                        .reversed()
                        .thenComparing(Group::oldest)
                        .thenComparing(Group::system))
                .toList();
    }

    @Override
    public CompletableFuture<Optional<Job>> prepare(Order order, String by) {
        String id = Generators.timeBasedEpochGenerator().generate().toString();
        return writer.submit(batch -> {
            // What parks from now on, also what this very job tried in vain, is not the job's any more.
            Instant now = Instant.ofEpochMilli(batch.now());
            Filter asked = order.filter();
            Filter filter = new Filter(
                    asked.faults(),
                    asked.room(),
                    asked.system(),
                    asked.since(),
                    asked.until() == null || asked.until().isAfter(now) ? now : asked.until());
            long planned = new ParkedUnits(filter).count(batch.sql());
            if (planned == 0) {
                return Optional.empty();
            }
            Job job = new Job(
                    id,
                    order.act(),
                    State.PREPARED,
                    null,
                    filter,
                    order.rate(),
                    order.reason(),
                    by,
                    now,
                    null,
                    null,
                    planned,
                    0);
            RecoveryJobs.insert(batch, job, batch.now());
            batch.entry("recovery.prepared", id, "by=" + by + " " + said(job));
            return Optional.of(job);
        });
    }

    @Override
    public CompletableFuture<Optional<Job>> actOn(Act act, String recordId, @Nullable String reason, String by) {
        String id = Generators.timeBasedEpochGenerator().generate().toString();
        return writer.submit(batch -> {
            Instant now = Instant.ofEpochMilli(batch.now());
            Optional<ParkedUnits.Subject> subject = ParkedUnits.subject(batch.sql(), recordId);
            Job job = new Job(
                    id,
                    act,
                    State.DONE,
                    recordId,
                    new Filter(Set.of(), null, null, null, now),
                    1,
                    reason,
                    by,
                    now,
                    now,
                    now,
                    1,
                    1);
            if (subject.isEmpty() || !RecoveryActs.act(batch, job, new ParkedUnits(Filter.ALL), subject.get())) {
                return Optional.empty();
            }
            RecoveryJobs.insert(batch, job, batch.now());
            return Optional.of(job);
        });
    }

    @Override
    public CompletableFuture<Optional<Job>> tell(String jobId, Word word, String by) {
        return writer.submit(batch -> {
            RecoveryJobs.Row row = RecoveryJobs.find(batch.sql(), jobId);
            if (row == null || !from(word).contains(row.job().state())) {
                return Optional.empty();
            }
            State to =
                    switch (word) {
                        case START, RESUME -> State.RUNNING;
                        case PAUSE -> State.PAUSED;
                        case CANCEL -> State.CANCELLED;
                    };
            batch.sql()
                    .update(
                            "update recovery_job set state = ?, paced_at = ?, started_at = coalesce(started_at, ?),"
                                    + " ended_at = ? where id = ?",
                            RecoveryJobs.word(to),
                            batch.now(),
                            word == Word.START ? batch.now() : null,
                            to == State.CANCELLED ? batch.now() : null,
                            jobId);
            batch.entry(
                    "recovery." + RecoveryJobs.word(word),
                    jobId,
                    "by=" + by + " records=" + row.job().done());
            return job(batch.sql(), jobId);
        });
    }

    private static Set<State> from(Word word) {
        return switch (word) {
            case START -> EnumSet.of(State.PREPARED);
            case PAUSE -> EnumSet.of(State.RUNNING);
            case RESUME -> EnumSet.of(State.PAUSED);
            case CANCEL -> EnumSet.of(State.PREPARED, State.RUNNING, State.PAUSED);
        };
    }

    @Override
    public List<Job> jobs(int limit) {
        return readers.read(sql -> RecoveryJobs.newest(sql, limit));
    }

    @Override
    public Optional<Job> job(String jobId) {
        return readers.read(sql -> job(sql, jobId));
    }

    private static Optional<Job> job(Sql sql, String jobId) throws SQLException {
        return Optional.ofNullable(RecoveryJobs.find(sql, jobId)).map(RecoveryJobs.Row::job);
    }

    @Override
    public Report report(String jobId) {
        return readers.read(sql -> RecoveryReports.of(sql, jobId));
    }

    /** The order in a line of ids and codes; the reason is a person's words and stays with the job. */
    private static String said(Job job) {
        Filter filter = job.filter();
        return Map.of(
                        "act", RecoveryJobs.word(job.act()),
                        "records", Long.toString(job.planned()),
                        "faults",
                                filter.faults().stream()
                                        .map(FaultCode::code)
                                        .sorted()
                                        .collect(Collectors.joining(",")),
                        "room", filter.room() == null ? "" : RecoveryJobs.word(filter.room()),
                        "system", filter.system() == null ? "" : filter.system())
                .entrySet()
                .stream()
                .filter(one -> !one.getValue().isEmpty())
                .sorted(Map.Entry.comparingByKey())
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(" "));
    }
}
