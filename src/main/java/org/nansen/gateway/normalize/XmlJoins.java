package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;

/**
 * Puts rows that refer to others by a key to where they belong. A row that refers to nothing refuses its record: an
 * alias that belongs to nobody would be asked for nobody.
 */
final class XmlJoins {

    private final List<XmlFormat.Join> inside = new ArrayList<>();
    private final List<XmlFormat.Join> acrossTheFile = new ArrayList<>();

    XmlJoins(XmlFormat format) {
        format.joins().forEach(join -> (join.to() == null ? acrossTheFile : inside).add(join));
    }

    /** Returns the fields by which rows are joined, as they stand in the source: the joining reads them. */
    static List<String> keys(XmlFormat format) {
        List<String> keys = new ArrayList<>();
        XmlShape record = XmlShape.ofRecord(format);
        for (XmlFormat.Join join : format.joins()) {
            String to = join.to();
            // A row outside the records is called by its own name there, which is not that of a list.
            String rows = to == null ? join.name() : record.listed(join.rows());
            String owner = to == null ? "" : record.listed(to) + ".";
            join.key().forEach(field -> keys.add(rows + "." + field));
            join.toKey().forEach(field -> keys.add(owner + field));
        }
        return keys;
    }

    /** Joins of rows that stand outside the records. */
    List<XmlFormat.Join> acrossTheFile() {
        return acrossTheFile;
    }

    /** Joins the rows that stand in the record; what does not fit is added to the problems. */
    void inside(SourceObject record, List<Problem> problems) {
        for (XmlFormat.Join join : inside) {
            List<Map<String, List<SourceObject>>> targets = targets(record, join);
            for (SourceObject holder : at(record, holderOf(join.rows()))) {
                JsonNode rows = holder.remove(join.name());
                if (rows != null) {
                    for (int at = 0; at < rows.size(); at++) {
                        give(join, rows.get(at), holder.pathOf(join.name() + "[" + at + "]"), targets, problems);
                    }
                }
            }
        }
    }

    private static void give(
            XmlFormat.Join join,
            JsonNode row,
            String path,
            List<Map<String, List<SourceObject>>> targets,
            List<Problem> problems) {
        int at = row instanceof SourceObject fields ? keyAt(fields, join.key()) : -1;
        if (at < 0) {
            problems.add(Problem.of(path + "." + join.key().get(0), FaultCode.NG_145_REFERENCE));
            return;
        }
        String key = Envelope.text((SourceObject) row, join.key().get(at));
        List<SourceObject> owners = targets.get(at).get(key);
        if (owners == null) {
            problems.add(Problem.of(path + "." + join.key().get(at), FaultCode.NG_145_REFERENCE));
            return;
        }
        for (SourceObject owner : owners) {
            if (!add(owner, join.name(), row)) {
                problems.add(Problem.of(owner.pathOf(join.name()), FaultCode.NG_144_SHAPE));
            }
        }
    }

    /** Adds the row to the owner's array of that name; returns false when something else stands there already. */
    static boolean add(SourceObject owner, String name, JsonNode row) {
        JsonNode before = owner.peek(name);
        if (before != null && !before.isArray()) {
            return false;
        }
        owner.withArray("/" + name.replace("~", "~0")).add(row);
        return true;
    }

    /** Returns which of the fields is the first that holds something, or -1. */
    static int keyAt(SourceObject row, List<String> fields) {
        for (int at = 0; at < fields.size(); at++) {
            if (Envelope.text(row, fields.get(at)) != null) {
                return at;
            }
        }
        return -1;
    }

    private static List<Map<String, List<SourceObject>>> targets(SourceObject record, XmlFormat.Join join) {
        List<Map<String, List<SourceObject>>> byKey = new ArrayList<>();
        List<SourceObject> targets = at(record, String.valueOf(join.to()));
        for (String field : join.toKey()) {
            Map<String, List<SourceObject>> index = new HashMap<>();
            for (SourceObject target : targets) {
                String key = Envelope.text(target, field);
                if (key != null) {
                    index.computeIfAbsent(key, any -> new ArrayList<>()).add(target);
                }
            }
            byKey.add(index);
        }
        return byKey;
    }

    private static @Nullable String holderOf(String path) {
        int last = path.lastIndexOf('/');
        return last < 0 ? null : path.substring(0, last);
    }

    /** Returns the objects under the path; null is the record itself. */
    private static List<SourceObject> at(SourceObject record, @Nullable String path) {
        List<SourceObject> found = List.of(record);
        for (String step : path == null ? new String[0] : path.split("/")) {
            List<SourceObject> next = new ArrayList<>();
            for (SourceObject object : found) {
                JsonNode value = object.peek(step);
                for (JsonNode each : value == null ? List.<JsonNode>of() : value.isArray() ? value : List.of(value)) {
                    if (each instanceof SourceObject fields) {
                        next.add(fields);
                    }
                }
            }
            found = next;
        }
        return found;
    }
}
