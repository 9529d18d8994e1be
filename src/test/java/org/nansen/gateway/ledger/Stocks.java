package org.nansen.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Event;

/** A system that hands over its whole stock each time, as rows of a number and what stands in it. */
final class Stocks {

    static final Feed SNAPSHOT = new Feed(new Feed.Snapshot(Feed.Limit.USUAL, false), null);

    private final LedgerRig rig;
    private final Feed feed;

    Stocks(LedgerRig rig) {
        this(rig, SNAPSHOT);
    }

    Stocks(LedgerRig rig, Feed feed) {
        this.rig = rig;
        this.feed = feed;
    }

    /** Rows from one number to another, all of the same content. */
    static Map<Integer, String> rows(int from, int upTo, String content) {
        Map<Integer, String> rows = new TreeMap<>();
        for (int number = from; number <= upTo; number++) {
            rows.put(number, content);
        }
        return rows;
    }

    NewDrop head() {
        return head(null);
    }

    NewDrop head(@Nullable String name) {
        return new NewDrop(UUID.randomUUID().toString(), "registry", "file", name, null, null, null, feed);
    }

    /** Hands over the stock in one chunk. */
    Drop take(Map<Integer, String> rows) {
        return take(head(), rows);
    }

    Drop take(NewDrop head, Map<Integer, String> rows) {
        return take(head, arrivals(rows, null), Chunk.Others.NONE, List.of());
    }

    Drop take(NewDrop head, List<Arrival> arrivals, Chunk.Others others, List<Rejection> rejections) {
        return rig.drops
                .append(head, chunk(Drops.Mark.START, arrivals, others, rejections), Ending.release())
                .join();
    }

    /** Hands over a part of the stock; the first one begins after {@link Drops.Mark#START}. */
    Chunk chunk(Drops.Mark after, List<Arrival> arrivals, Chunk.Others others, List<Rejection> rejections) {
        long position = after.position() + Math.max(1, arrivals.size() + rejections.size());
        return new Chunk(after, position, "digest-" + position, arrivals, rejections, 0, others);
    }

    /** Reads the parts of a stock and leaves it open. */
    Drops.Mark begin(NewDrop head, List<Arrival> arrivals) {
        Chunk chunk = chunk(Drops.Mark.START, arrivals, Chunk.Others.NONE, List.of());
        rig.drops.append(head, chunk, Ending.more()).join();
        return new Drops.Mark(chunk.position(), chunk.digest());
    }

    Drop finish(NewDrop head, Drops.Mark after, List<Arrival> arrivals, Ending ending) {
        return rig.drops
                .append(head, chunk(after, arrivals, Chunk.Others.NONE, List.of()), ending)
                .join();
    }

    static List<Arrival> arrivals(Map<Integer, String> rows, @Nullable String version) {
        List<Arrival> arrivals = new ArrayList<>();
        rows.forEach((number, content) -> arrivals.add(arrival(arrivals.size() + 1, number, content, version)));
        return arrivals;
    }

    static Arrival arrival(long line, int number, String content, @Nullable String version) {
        return new Arrival(
                TestRecords.record(
                        "registry",
                        Event.APPLICATION,
                        "n" + number,
                        "p" + number,
                        "c" + number,
                        version,
                        TestRecords.THEN,
                        "SYR"),
                line,
                (number + " " + content + " " + version).getBytes(StandardCharsets.UTF_8),
                LedgerRig.MAPPING);
    }

    /** Takes everything that waits through to its end, so that only reviews are left in flight. */
    void finishAll() {
        for (String queue : List.of("screening", "disclosure")) {
            List<Claim> claims = rig.take(queue);
            while (!claims.isEmpty()) {
                claims.forEach(claim -> rig.complete(claim, queue.equals("screening") ? "disclosure" : "closed"));
                claims = rig.take(queue);
            }
        }
    }
}
