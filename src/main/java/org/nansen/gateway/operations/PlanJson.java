package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.nansen.gateway.intake.SystemDescription;

/** A plan for machines. */
final class PlanJson {

    private PlanJson() {}

    /** @param source {@code gateway} or {@code last-start} */
    static ObjectNode of(String source, Instant at, List<SystemChange> changes) {
        ObjectNode plan = JsonNodeFactory.instance.objectNode();
        plan.putObject("comparedWith").put("source", source).put("readAt", at.toString());
        ArrayNode systems = plan.putArray("systems");
        changes.forEach(change -> systems.add(of(change)));
        return plan;
    }

    private static ObjectNode of(SystemChange change) {
        ObjectNode one = JsonNodeFactory.instance
                .objectNode()
                .put("system", change.system())
                .put("change", change.kind());
        SystemDescription before = change.before();
        SystemDescription after = change.after();
        one.put("mappingBefore", before == null ? null : before.mappingVersion());
        one.put("mappingAfter", after == null ? null : after.mappingVersion());
        values(change.settings(), one.putArray("settings"));
        values(change.files(), one.putArray("files"));
        ArrayNode samples = one.putArray("samples");
        change.samples().forEach(sample -> {
            ObjectNode of = samples.addObject().put("file", sample.file()).put("sampleItself", sample.sampleItself());
            ArrayNode records = of.putArray("records");
            sample.records().forEach((record, fields) -> {
                ArrayNode names = records.addObject().put("record", record).putArray("fields");
                fields.forEach(names::add);
            });
        });
        problems(before, one.putArray("problemsBefore"));
        problems(after, one.putArray("problemsAfter"));
        return one;
    }

    private static void values(List<SystemChange.Value> values, ArrayNode into) {
        values.forEach(value -> into.addObject()
                .put("name", value.name())
                .put("before", value.before())
                .put("after", value.after()));
    }

    private static void problems(@org.jspecify.annotations.Nullable SystemDescription of, ArrayNode into) {
        if (of != null) {
            of.problems().forEach(into::add);
        }
    }
}
