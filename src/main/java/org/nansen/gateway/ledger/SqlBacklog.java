package org.nansen.gateway.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the backlog from the counters of the identity: a few rows a system, however many records there are. */
final class SqlBacklog implements Backlog {

    private static final String SCREENING_LANES = "screening.";

    private final Readers readers;
    private final Lanes lanes;
    private final Systems systems;

    SqlBacklog(Readers readers, Lanes lanes, Systems systems) {
        this.readers = readers;
        this.lanes = lanes;
        this.systems = systems;
    }

    @Override
    public Map<String, Long> bySystem() {
        List<String> down = lanes.outages().stream().map(Lanes.Outage::lane).toList();
        boolean screens = down.stream().noneMatch(lane -> lane.startsWith(SCREENING_LANES));
        boolean mails = !down.contains(Queues.lane("mail"));
        Set<String> leftAlone = systems.leftAlone();
        Map<String, Long> open = new TreeMap<>();
        for (Row row : readers.read(sql -> {
            // Whatever people stopped is theirs to let go.
            boolean held = sql.exists("select 1 from hold");
            List<Row> rows = new ArrayList<>(sql.list(
                    "select system, name, value from counter where name in ('screening', 'delivery')",
                    row -> new Row(row.getString(1), row.getString(2), row.getLong(3))));
            rows.removeIf(row -> held && row.stage.equals(Stages.DELIVERY));
            // All that was received of a drop and is neither of these any more is still to be judged.
            rows.addAll(sql.list(
                    "select system, sum(received - rejected - skipped - accepted - duplicate - unchanged) from intake_drop"
                            + " where state in ('releasing', 'sorting') group by system",
                    row -> new Row(row.getString(1), Stages.ARRIVING, row.getLong(2))));
            return rows;
        })) {
            boolean moves =
                    switch (row.stage) {
                        case Stages.SCREENING -> screens;
                        case Stages.DELIVERY -> mails && !down.contains(Queues.replyOf(row.system));
                        default -> true;
                    };
            if (moves && !leftAlone.contains(row.system)) {
                open.merge(row.system, row.records, Long::sum);
            }
        }
        return open;
    }

    private record Row(String system, String stage, long records) {}
}
