package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the writer thread commits next: the changes of many callers. Counters and entries are gathered while the changes
 * run and written once, in key order, right before the commit. A batch that is rolled back leaves nothing behind.
 */
final class Batch {

    private final Sql sql;
    private final Chain chain;
    private final long now;
    private final String node;
    private final TreeMap<String, TreeMap<String, Long>> counts = new TreeMap<>();
    private final List<Chain.Pending> entries = new ArrayList<>();
    private final PutOff putOff = new PutOff();
    private final Endings endings = new Endings();

    Batch(Sql sql, Chain chain, long now, String node) {
        this.sql = sql;
        this.chain = chain;
        this.now = now;
        this.node = node;
    }

    /** For whatever is asked or changed right now, after everything that was put off. */
    Sql sql() throws SQLException {
        putOff.write(this, sql);
        return sql;
    }

    /** Writes later in the batch, together with what else is put off: only what may come in any order among rows. */
    void putOff(String text, @Nullable Object... values) {
        putOff.add(text, values);
    }

    /** Derives the record's stage anew, after everything that is put off before. */
    void settle(String recordId) {
        putOff.settle(recordId);
    }

    /** The claims that results of this batch end. */
    Endings endings() {
        return endings;
    }

    /** Milliseconds since 1970 by the clock that all nodes share, the same for all changes of the batch. */
    long now() {
        return now;
    }

    /** The name of this node: who holds what is claimed. */
    String node() {
        return node;
    }

    /** Adds to a counter of the identity. */
    void count(String system, String name, long difference) {
        if (difference != 0) {
            counts.computeIfAbsent(system, key -> new TreeMap<>()).merge(name, difference, Long::sum);
        }
    }

    /** Chains an entry; ids, codes and hashes of ciphertext only. */
    void entry(String kind, String subject, String detail) {
        entries.add(new Chain.Pending(now, kind, subject, detail));
    }

    void flush() throws SQLException {
        putOff.write(this, sql);
        for (var system : counts.entrySet()) {
            for (var counter : system.getValue().entrySet()) {
                sql.update(
                        "insert into counter (system, name, value) values (?, ?, ?)"
                                + " on conflict (system, name) do update set value = counter.value + excluded.value",
                        system.getKey(),
                        counter.getKey(),
                        counter.getValue());
            }
        }
        chain.write(sql, entries);
        chain.mark(sql, now);
    }

    /** After the commit. */
    void kept() {
        chain.kept();
    }
}
