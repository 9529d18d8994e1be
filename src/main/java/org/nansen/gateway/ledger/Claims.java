package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Takes work from the ledger in batches, in turn between systems, under a lease and a fence. */
final class Claims {

    /** No due time lies further ahead than this; one that does was set before the clock was put back. */
    static final Duration FURTHEST = Duration.ofMinutes(15);

    private final GroupCommit writer;
    private final DueTasks tasks;
    private final DueLetters letters;
    private final ProbedLanes lanes;
    private final Systems systems;
    private final Tidying tidying;
    private final Clock clock;
    private final Duration lease;

    Claims(GroupCommit writer, Archive archive, ProbedLanes lanes, Systems systems, Clock clock, Duration lease) {
        this.writer = writer;
        this.tasks = new DueTasks(archive, lease);
        this.letters = new DueLetters(archive, lease);
        this.lanes = lanes;
        this.systems = systems;
        this.tidying = new Tidying(lease);
        this.clock = clock;
        this.lease = lease;
    }

    /** Takes up to {@code most} units of a queue; a queue whose own dependency is down gives one to probe with, or none. */
    CompletableFuture<List<Claim>> take(String queue, int most) {
        Tenure tenure = Tenure.from(clock, lease);
        if (Queues.isForRecords(queue)) {
            return writer.submit(batch -> tasks(batch, queue, most, tenure), most);
        }
        String lane = Queues.lane(queue);
        boolean down = lanes.outage(lane).isPresent();
        if (!down) {
            return writer.submit(batch -> letters(batch, queue, most, tenure), most);
        }
        if (!lanes.probeIsDue(lane)) {
            return CompletableFuture.completedFuture(List.of());
        }
        // The probe is spent only when there is something to probe with.
        return writer.submit(batch -> letters(batch, queue, 1, tenure)).thenApply(probe -> {
            if (!probe.isEmpty()) {
                lanes.mayTry(lane);
            }
            return probe;
        });
    }

    private List<Claim> tasks(Batch batch, String queue, int most, Tenure tenure) throws SQLException {
        List<String> known = tasks.lanes(batch);
        List<String> inTurn = inTurn(batch, known);
        List<String> paused = lanes.outages().stream().map(Lanes.Outage::lane).toList();
        List<Claim> taken = new ArrayList<>();
        for (String down : paused) {
            if (taken.size() < most && lanes.probeIsDue(down)) {
                taken.addAll(fairly(
                        inTurn,
                        1,
                        (system, share) ->
                                tasks.take(batch, new DueTasks.Of(queue, system, tenure), List.of(down), share)));
            }
        }
        if (!paused.isEmpty()) {
            taken.addAll(fairly(
                    inTurn,
                    most - taken.size(),
                    (system, share) -> tasks.woken(batch, new DueTasks.Of(queue, system, tenure), paused, share)));
        }
        List<String> open = new ArrayList<>(known);
        open.removeAll(paused);
        taken.addAll(fairly(
                inTurn,
                most - taken.size(),
                (system, share) -> tasks.take(batch, new DueTasks.Of(queue, system, tenure), open, share)));
        return taken;
    }

    private List<Claim> letters(Batch batch, String channel, int most, Tenure tenure) throws SQLException {
        List<String> all = inTurn(batch, List.of());
        List<String> inTurn = Queues.isReply(channel) ? List.of(Queues.replySystem(channel)) : all;
        return fairly(inTurn, most, (system, share) -> letters.take(batch, channel, system, tenure, share));
    }

    private List<String> inTurn(Batch batch, List<String> lanes) throws SQLException {
        systems.learn(batch);
        if (!lanes.isEmpty()) {
            tidying.tidy(batch, systems.all(), lanes);
        }
        return systems.inTurn();
    }

    /** First an equal share for each system, then whatever is left for whoever has more. */
    private static List<Claim> fairly(List<String> inTurn, int most, Taking taking) throws SQLException {
        List<Claim> taken = new ArrayList<>();
        List<String> asked = inTurn;
        for (int round = 0; round < 2; round++) {
            List<String> mayHaveMore = new ArrayList<>();
            for (String system : asked) {
                int left = most - taken.size();
                int share = round == 0 ? Math.min(left, Math.max(1, most / inTurn.size())) : left;
                if (share > 0) {
                    List<Claim> given = taking.take(system, share);
                    taken.addAll(given);
                    if (given.size() == share) {
                        mayHaveMore.add(system);
                    }
                }
            }
            asked = mayHaveMore;
        }
        return taken;
    }

    private interface Taking {
        List<Claim> take(String system, int share) throws SQLException;
    }
}
