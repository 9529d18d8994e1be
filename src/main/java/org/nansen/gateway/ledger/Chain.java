package org.nansen.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The hash chain of entries of this incarnation. Every start of a node is a new incarnation, and its first entry holds
 * the heads of all chains that were not written down yet, so that cutting off a chain's end shows. Used by the writer thread only.
 */
final class Chain {

    /** In milliseconds: a node that changes nothing is seen to live by this. */
    private static final long SIGN_OF_LIFE = 5_000;

    private final String incarnation;
    private long number;
    private String head;
    private long pendingNumber;
    private String pendingHead;
    private long batch;
    private long pendingBatch;
    private long markedAt;

    private Chain(String incarnation, String head) {
        this.incarnation = incarnation;
        this.head = head;
        this.pendingHead = head;
    }

    /** Begins a new incarnation; the caller commits. */
    static Chain begin(Sql sql, UUID id, String node, long now) throws SQLException {
        List<String> heads = newHeads(sql);
        String known = String.join(",", heads);
        sql.update(
                "insert into incarnation (id, started_at, heads, node, seen_at) values (?, ?, ?, ?, ?)",
                id.toString(),
                now,
                known,
                node,
                now);
        Chain chain = new Chain(id.toString(), "");
        chain.write(sql, List.of(new Pending(now, "incarnation", id.toString(), known)));
        return chain;
    }

    /**
     * Heads that no incarnation has written down yet. A chain that ended long ago was written down by the one after it,
     * whose own head is written down in turn; all of them in every incarnation would grow with each start.
     */
    private static List<String> newHeads(Sql sql) throws SQLException {
        Set<String> ids = new TreeSet<>();
        Set<String> known = new HashSet<>();
        sql.list("select id, heads from incarnation", row -> {
            known.addAll(People.list(row.getString(2)));
            return ids.add(row.getString(1));
        });
        List<String> heads = new ArrayList<>();
        for (String id : ids) {
            // One step in the index for each chain, however long it is.
            String head = sql.first(
                    "select number, hash from entry where incarnation = ? order by number desc limit 1",
                    row -> id + ":" + row.getLong(1) + ":" + row.getString(2),
                    id);
            if (head != null && !known.contains(head)) {
                heads.add(head);
            }
        }
        return heads;
    }

    void write(Sql sql, List<Pending> entries) throws SQLException {
        for (Pending entry : entries) {
            pendingNumber++;
            pendingHead = hash(pendingHead, incarnation, pendingNumber, entry);
            sql.later(
                    "insert into entry (incarnation, number, at, kind, subject, detail, hash)"
                            + " values (?, ?, ?, ?, ?, ?, ?)",
                    incarnation,
                    pendingNumber,
                    entry.at(),
                    entry.kind(),
                    entry.subject(),
                    entry.detail(),
                    pendingHead);
        }
    }

    String incarnation() {
        return incarnation;
    }

    /** Number of the last batch that was committed. */
    long batch() {
        return batch;
    }

    /** Numbers the batch in the same commit, and says that this incarnation lives. */
    void mark(Sql sql, long now) throws SQLException {
        if (sql.takeChanged() || Math.abs(now - markedAt) > SIGN_OF_LIFE) {
            pendingBatch = batch + 1;
            markedAt = now;
            sql.update("update incarnation set batch = ?, seen_at = ? where id = ?", pendingBatch, now, incarnation);
            sql.takeChanged();
        }
    }

    /** Compares what the database knows of this incarnation with what was committed here. */
    Standing standing(Sql sql) throws SQLException {
        Long known = sql.first("select batch from incarnation where id = ?", row -> row.getLong(1), incarnation);
        if (known == null || known < batch) {
            return Standing.LOST;
        }
        return known > batch ? Standing.AFTER : Standing.BEFORE;
    }

    void kept() {
        number = pendingNumber;
        head = pendingHead;
        batch = pendingBatch;
    }

    void forgotten() {
        pendingNumber = number;
        pendingHead = head;
        pendingBatch = batch;
    }

    /** Where the database is, seen from the last batch whose commit was not answered. */
    enum Standing {
        /** That batch was not committed. */
        BEFORE,
        /** It was committed. */
        AFTER,
        /** Even earlier ones, which had been acknowledged, are missing. */
        LOST
    }

    /** Hash over the previous hash and the entry, each part preceded by its length so that no two entries collide. */
    static String hash(String previous, String incarnation, long number, Pending entry) {
        StringBuilder text = new StringBuilder();
        for (String part : List.of(
                previous,
                incarnation,
                Long.toString(number),
                Long.toString(entry.at()),
                entry.kind(),
                entry.subject(),
                entry.detail())) {
            text.append(part.length()).append(':').append(part);
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    record Pending(long at, String kind, String subject, String detail) {}
}
