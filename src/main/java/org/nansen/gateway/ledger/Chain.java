package org.nansen.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * The hash chain of entries of this incarnation. Every start of a node is a new incarnation, and its first entry holds
 * the heads of all chains known by then, so that cutting off a chain's end shows. Used by the writer thread only.
 */
final class Chain {

    private final String incarnation;
    private long number;
    private String head;
    private long pendingNumber;
    private String pendingHead;

    private Chain(String incarnation, String head) {
        this.incarnation = incarnation;
        this.head = head;
        this.pendingHead = head;
    }

    /** Begins a new incarnation; the caller commits. */
    static Chain begin(Sql sql, UUID id, long now) throws SQLException {
        List<String> heads = sql.list(
                "select e.incarnation || ':' || e.number || ':' || e.hash from incarnation i join entry e"
                        + " on e.incarnation = i.id and e.number = (select max(l.number) from entry l"
                        + " where l.incarnation = i.id) order by e.incarnation",
                row -> row.getString(1));
        String known = String.join(",", heads);
        sql.update("insert into incarnation (id, started_at, heads) values (?, ?, ?)", id.toString(), now, known);
        Chain chain = new Chain(id.toString(), "");
        chain.write(sql, List.of(new Pending(now, "incarnation", id.toString(), known)));
        return chain;
    }

    void write(Sql sql, List<Pending> entries) throws SQLException {
        for (Pending entry : entries) {
            pendingNumber++;
            pendingHead = hash(pendingHead, incarnation, pendingNumber, entry);
            sql.update(
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

    void kept() {
        number = pendingNumber;
        head = pendingHead;
    }

    void forgotten() {
        pendingNumber = number;
        pendingHead = head;
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
