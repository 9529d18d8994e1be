package org.nansen.gateway.normalize;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;

/**
 * Records and rows of a file whose tables stand one after the other. Only at its end is it known which rows belong to a
 * record, so both are held in memory up to a limit; a larger file is refused as a whole, never read in part.
 */
final class XmlHeld {

    /** As {@link XmlTrees} counts: characters, and 16 for each element. In memory it is about four times as much. */
    static final long LIMIT = 8L * 1024 * 1024;

    private final XmlJoins joins;
    private final SourceObject.Trail trail = new SourceObject.Trail();
    private final Deque<Held> records = new ArrayDeque<>();
    private final Map<XmlFormat.Join, List<Map<String, List<Row>>>> tables = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private long size;
    private boolean emits;
    private int orphan;
    private int column;

    /** A record, or what is wrong with it. */
    private record Held(
            XmlTrees.@Nullable Read read, @Nullable RawUnit malformed, int column) {}

    private static final class Row {
        final XmlTrees.Read read;
        final String keyField;
        boolean wanted;

        Row(XmlTrees.Read read, String keyField) {
            this.read = read;
            this.keyField = keyField;
        }
    }

    XmlHeld(XmlJoins joins) {
        this.joins = joins;
        for (XmlFormat.Join join : joins.acrossTheFile()) {
            List<Map<String, List<Row>>> byKey = new ArrayList<>();
            join.key().forEach(any -> byKey.add(new HashMap<>()));
            tables.put(join, byKey);
        }
    }

    /** All that is held shares it: one record is mapped at a time. */
    SourceObject.Trail trail() {
        return trail;
    }

    /** Keeps a record, or what is wrong with it; returns the end when there is too much to hold. */
    RawUnit.@Nullable End record(XmlTrees.Read read, @Nullable RawUnit malformed) {
        records.add(new Held(malformed == null ? read : null, malformed, read.column()));
        return grow(malformed == null ? read.size() : 1_000, read.line());
    }

    /** Keeps a row; one that cannot be read ends the reading, for nobody knows whose it is. */
    RawUnit.@Nullable End row(XmlFormat.Join join, XmlTrees.Read read) {
        if (read.tooLarge() || !read.problems().isEmpty()) {
            return new RawUnit.End(
                    read.line(),
                    read.tooLarge()
                            ? Problem.of(join.name(), FaultCode.NG_117_RECORD_TOO_LARGE)
                            : read.problems().get(0));
        }
        int at = XmlJoins.keyAt(read.root(), join.key());
        Row row = new Row(read, join.key().get(Math.max(at, 0)));
        rows.add(row);
        if (at >= 0) {
            String key = String.valueOf(Envelope.text(read.root(), join.key().get(at)));
            tables.get(join)
                    .get(at)
                    .computeIfAbsent(key, any -> new ArrayList<>())
                    .add(row);
        }
        return grow(read.size(), read.line());
    }

    private RawUnit.@Nullable End grow(int by, long line) {
        size += by;
        return size > LIMIT ? new RawUnit.End(line, Problem.of(null, FaultCode.NG_146_HELD_TABLES)) : null;
    }

    /** Everything was read: units can be asked for. */
    void complete() {
        emits = true;
    }

    boolean emits() {
        return emits;
    }

    /** Column of the unit given last. */
    int column() {
        return column;
    }

    /** Returns the next record with its rows, then each row that no record wanted, then null. */
    @Nullable
    RawUnit next() {
        Held next = records.poll();
        if (next != null) {
            column = next.column();
            return next.read() == null ? next.malformed() : joined(next.read());
        }
        while (orphan < rows.size()) {
            Row row = rows.get(orphan++);
            if (!row.wanted) {
                SourceObject root = row.read.root();
                column = row.read.column();
                return new RawUnit.Malformed(
                        row.read.line(),
                        JsonTrees.content(root),
                        List.of(Problem.of(root.pathOf(row.keyField), FaultCode.NG_145_REFERENCE)));
            }
        }
        return null;
    }

    private RawUnit joined(XmlTrees.Read read) {
        trail.owner = null;
        trail.name = null;
        SourceObject record = read.root();
        List<Problem> problems = new ArrayList<>();
        int whole = read.size();
        for (XmlFormat.Join join : joins.acrossTheFile()) {
            for (int at = 0; at < join.key().size(); at++) {
                String key = Envelope.text(record, join.toKey().get(at));
                for (Row row :
                        key == null ? List.<Row>of() : tables.get(join).get(at).getOrDefault(key, List.of())) {
                    row.wanted = true;
                    whole += row.read.size();
                    if (whole <= JsonTrees.RECORD_LIMIT && !XmlJoins.add(record, join.name(), row.read.root())) {
                        problems.add(Problem.of(join.name(), FaultCode.NG_144_SHAPE));
                    }
                }
            }
        }
        if (whole > JsonTrees.RECORD_LIMIT) {
            problems.add(Problem.of(null, FaultCode.NG_117_RECORD_TOO_LARGE));
        }
        return XmlUnits.unit(read, JsonTrees.content(record), joins, problems);
    }
}
