package org.nansen.gateway.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Recovery;
import org.nansen.gateway.record.FaultCode;

/** How the API shows parked records and the jobs over them. */
final class RecoveryAnswers {

    private RecoveryAnswers() {}

    record Groups(List<Group> groups) {

        /** Causes that an operator may not tell apart are one group. */
        static Groups of(List<Recovery.Group> found) {
            List<Group> groups = new ArrayList<>();
            for (Recovery.Group one : found) {
                Group shown = Group.of(one);
                int same = -1;
                for (int i = 0; i < groups.size(); i++) {
                    same = groups.get(i).isLike(shown) ? i : same;
                }
                if (same < 0) {
                    groups.add(shown);
                } else {
                    groups.set(same, groups.get(same).with(shown));
                }
            }
            return new Groups(groups);
        }
    }

    /**
     * @param queue {@code screening}, {@code disclosure} or {@code delivery}
     * @param remedy what to do
     */
    record Group(
            String fault,
            String hint,
            String remedy,
            String queue,
            String system,
            long records,
            Instant oldest,
            Instant newest) {

        static Group of(Recovery.Group group) {
            FaultCode fault = Words.shown(group.fault());
            return new Group(
                    fault.code(),
                    fault.hint(),
                    Remedy.of(fault),
                    String.valueOf(Words.of(group.room())),
                    group.system(),
                    group.records(),
                    group.oldest(),
                    group.newest());
        }

        boolean isLike(Group other) {
            return fault.equals(other.fault) && queue.equals(other.queue) && system.equals(other.system);
        }

        Group with(Group other) {
            return new Group(
                    fault,
                    hint,
                    remedy,
                    queue,
                    system,
                    records + other.records,
                    oldest.isBefore(other.oldest) ? oldest : other.oldest,
                    newest.isAfter(other.newest) ? newest : other.newest);
        }
    }

    record Jobs(List<Job> jobs) {}

    /**
     * @param planned records that matched when it was prepared
     * @param done records it has acted on so far
     * @param report what became of those up to now; absent in lists
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Job(
            String id,
            @Nullable String act,
            @Nullable String state,
            @Nullable String recordId,
            List<String> faults,
            @Nullable String queue,
            @Nullable String system,
            @Nullable Instant since,
            @Nullable Instant until,
            int rate,
            @Nullable String reason,
            String by,
            Instant madeAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            long planned,
            long done,
            @Nullable Report report) {

        static Job of(Recovery.Job job, Recovery.@Nullable Report report) {
            Recovery.Filter filter = job.filter();
            return new Job(
                    job.id(),
                    Words.of(job.act()),
                    Words.of(job.state()),
                    job.recordId(),
                    filter.faults().stream()
                            .map(fault -> Words.shown(fault).code())
                            .distinct()
                            .sorted()
                            .toList(),
                    Words.of(filter.room()),
                    filter.system(),
                    filter.since(),
                    filter.until(),
                    job.rate(),
                    job.reason(),
                    job.by(),
                    job.madeAt(),
                    job.startedAt(),
                    job.endedAt(),
                    job.planned(),
                    job.done(),
                    report == null ? null : Report.of(report));
        }
    }

    record Report(long closed, long parkedAgain, long abandoned, long open) {
        static Report of(Recovery.Report report) {
            return new Report(report.closed(), report.parkedAgain(), report.abandoned(), report.open());
        }
    }
}
