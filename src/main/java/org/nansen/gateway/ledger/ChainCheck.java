package org.nansen.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chain of entries of each incarnation, hashed anew from its first entry, and the heads that later incarnations wrote
 * down against what stands there now: a chain that lost its end shows there.
 */
final class ChainCheck {

    static final String ENTRIES =
            "select number, at, kind, subject, detail, hash from entry where incarnation = ? and number > ?";

    private final Slices slices;

    ChainCheck(Slices slices) {
        this.slices = slices;
    }

    void run() {
        List<Incarnation> incarnations = slices.asOfNow(sql -> sql.list(
                "select id, heads from incarnation order by id",
                row -> new Incarnation(row.getString(1), row.getString(2))));
        for (Incarnation incarnation : incarnations) {
            Link link = new Link(incarnation);
            slices.walk(Reconciliation.Part.ENTRIES, (sql, key) -> link.slice(sql));
            if (slices.goesOn() && link.number == 0) {
                slices.found(Reconciliation.Kind.CHAIN, incarnation.id, "an incarnation has no entries");
            }
            heads(incarnation);
        }
        orphans(incarnations);
    }

    /** Looks at what the incarnation knew of those before it. */
    private void heads(Incarnation incarnation) {
        for (String head : People.list(incarnation.heads)) {
            String[] parts = head.split(":", -1);
            if (parts.length != 3) {
                slices.found(Reconciliation.Kind.CHAIN, incarnation.id, "a head that it wrote down cannot be read");
                continue;
            }
            String known = slices.asOfNow(sql -> sql.first(
                    "select hash from entry where incarnation = ? and number = ?",
                    row -> row.getString(1),
                    parts[0],
                    Long.parseLong(parts[1])));
            if (known == null || !known.equals(parts[2])) {
                slices.found(
                        Reconciliation.Kind.CHAIN,
                        parts[0],
                        (known == null ? "lost its entry " : "has another entry ") + parts[1] + " than incarnation "
                                + incarnation.id + " knew when it began");
            }
        }
    }

    private void orphans(List<Incarnation> known) {
        List<String> ids = known.stream().map(Incarnation::id).toList();
        // One step from incarnation to incarnation in the index, not one for each entry.
        String id = slices.asOfNow(sql -> sql.first("select min(incarnation) from entry", row -> row.getString(1)));
        while (id != null && slices.goesOn()) {
            String after = id;
            if (!ids.contains(id)
                    && !slices.asOfNow(sql -> sql.exists("select 1 from incarnation where id = ?", after))) {
                slices.found(Reconciliation.Kind.CHAIN, id, "entries of an incarnation that is not there");
            }
            id = slices.asOfNow(sql -> sql.first(
                    "select min(incarnation) from entry where incarnation > ?", row -> row.getString(1), after));
        }
    }

    private record Incarnation(String id, String heads) {}

    private final class Link {

        private final Incarnation of;
        private long number;
        private String head = "";
        private boolean broken;

        Link(Incarnation of) {
            this.of = of;
        }

        @Nullable
        String slice(Sql sql) throws SQLException {
            List<Stored> entries =
                    sql.list(ENTRIES + " order by number limit " + Slices.SIZE, ChainCheck::stored, of.id, number);
            entries.forEach(this::judge);
            slices.looked(Reconciliation.Part.ENTRIES, entries.size());
            return entries.size() < Slices.SIZE ? null : of.id;
        }

        private void judge(Stored entry) {
            if (entry.number == 1 && !entry.entry.detail().equals(of.heads)) {
                slices.found(
                        Reconciliation.Kind.CHAIN, of.id, "its first entry does not say what it knew when it began");
            }
            if (!entry.follows(number, head, of.id) && !broken) {
                // Once: everything behind a broken link is as trustworthy as the link.
                broken = true;
                slices.found(
                        Reconciliation.Kind.CHAIN,
                        of.id,
                        "the chain breaks at entry " + entry.number + ": altered, or one before it is missing");
            }
            number = entry.number;
            head = entry.hash;
        }
    }

    static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getLong(1),
                new Chain.Pending(row.getLong(2), row.getString(3), row.getString(4), row.getString(5)),
                row.getString(6));
    }

    /** An entry as it stands there. */
    record Stored(long number, Chain.Pending entry, String hash) {

        boolean follows(Stored earlier, String incarnation) {
            return follows(earlier.number, earlier.hash, incarnation);
        }

        boolean follows(long last, String head, String incarnation) {
            return number == last + 1
                    && Chain.hash(head, incarnation, number, entry).equals(hash);
        }
    }
}
