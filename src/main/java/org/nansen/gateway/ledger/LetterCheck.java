package org.nansen.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Each letter and receipt: does it belong to something, does its state make sense, and is there a way for it to go? */
final class LetterCheck implements Slices.Slice {

    private static final Set<String> OPEN = Set.of("ready", "claimed", "review", "parked");
    private static final Set<String> ENDED = Set.of("delivered", "refused", "replaced", "abandoned");

    private final Slices slices;
    private final SealCheck seals;
    private final @Nullable Set<String> ways;

    LetterCheck(Slices slices, SealCheck seals, @Nullable Set<String> ways) {
        this.slices = slices;
        this.seals = seals;
        this.ways = ways;
    }

    @Override
    public @Nullable String after(Sql sql, String key) throws SQLException {
        List<String> ids = new ArrayList<>();
        sql.list(
                "select l.id, l.record_id, l.receipt_id, l.state, l.open, l.channel, d.receipt_id, l.sealed is null,"
                        + " l.handed_over is not null and l.person_id = '' from letter l"
                        + " left join intake_drop d on d.receipt_id = l.receipt_id where l.id > ? order by l.id limit "
                        + Slices.SIZE,
                row -> {
                    judge(row);
                    return ids.add(row.getString(1));
                },
                key);
        for (String id : ids) {
            seals.letter(sql, id);
        }
        slices.looked(Reconciliation.Part.LETTERS, ids.size());
        return ids.size() < Slices.SIZE ? null : ids.get(ids.size() - 1);
    }

    private void judge(ResultSet row) throws SQLException {
        String id = row.getString(1);
        String receipt = row.getString(3);
        String state = row.getString(4);
        boolean open = row.getInt(5) != 0;
        String channel = row.getString(6);
        if (row.getString(2) == null && receipt == null && row.getBoolean(9)) {
            // Removed; its number stays, so that the numbers go on from there.
            return;
        }
        if (row.getString(2) == null && receipt == null) {
            slices.found(Reconciliation.Kind.ORPHAN, id, "a letter belongs to neither a record nor a drop");
        } else if (receipt != null && row.getString(7) == null) {
            slices.found(Reconciliation.Kind.ORPHAN, id, "a receipt belongs to a drop that is not there: " + receipt);
        }
        if (receipt == null && row.getBoolean(8)) {
            slices.found(Reconciliation.Kind.SEAL, id, "a letter has no content");
        }
        if (open ? !OPEN.contains(state) : !ENDED.contains(state)) {
            slices.found(
                    Reconciliation.Kind.LETTER, id, "is " + state + ", but counts as " + (open ? "open" : "ended"));
        }
        if (open && !hasWay(channel)) {
            slices.found(
                    Reconciliation.Kind.LETTER,
                    id,
                    "is open for " + channel + ", but nothing hands over what waits there");
        }
    }

    private boolean hasWay(String channel) {
        return ways == null ? channel.equals("mail") || Queues.isReply(channel) : ways.contains(channel);
    }
}
