package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Writes down in a record what was changed on the way: values that functions rewrote, fields that were dropped. */
final class Changes {

    private static final int LONGEST_ORIGINAL = 1_000;
    private static final int MOST_DROPPED = 100;

    private Changes() {}

    static void note(ObjectNode record, RawUnit.Fields unit, MappingRun run, String mappingVersion) {
        List<MappingRun.Note> notes = run.notes();
        if (notes.isEmpty() && unit.dropped().isEmpty()) {
            return;
        }
        ArrayNode provenance = JsonNodeFactory.instance.arrayNode();
        record.path("provenance").forEach(provenance::add);
        Map<JsonNode, String> paths = new IdentityHashMap<>();
        locate(record, "", paths);
        for (MappingRun.Note note : notes) {
            String path = paths.get(note.result());
            if (path != null) {
                ObjectNode change = provenance.addObject().put("field", path);
                if (!note.original().isEmpty() && note.original().length() <= LONGEST_ORIGINAL) {
                    change.put("original", note.original());
                }
                change.put("rule", note.rule()).put("mappingVersion", mappingVersion);
            }
        }
        unit.dropped().stream().limit(MOST_DROPPED).forEach(name -> provenance
                .addObject()
                .put("field", "source:" + (name.length() > 150 ? name.substring(0, 150) : name))
                .put("rule", "never-kept")
                .put("mappingVersion", mappingVersion));
        if (!provenance.isEmpty()) {
            record.set("provenance", provenance);
        }
    }

    private static void locate(JsonNode node, String path, Map<JsonNode, String> paths) {
        paths.put(node, path);
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> locate(
                            field.getValue(), path.isEmpty() ? field.getKey() : path + "/" + field.getKey(), paths));
        } else if (node.isArray()) {
            for (int at = 0; at < node.size(); at++) {
                locate(node.get(at), path + "/" + at, paths);
            }
        }
    }
}
