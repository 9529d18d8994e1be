package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Leaves out of a mapping's result what is not there. JSLT drops null, {@code {}} and {@code []} in objects but keeps
 * them in arrays, so that {@code [ name(…) ]} without a name would be a list of one null.
 */
final class Absent {

    private Absent() {}

    /** Returns the node itself when nothing in it is absent; else a copy without. */
    @SuppressWarnings("ReferenceEquality") // "the very same" is the answer that nothing was left out
    static JsonNode leaveOut(JsonNode node) {
        if (node.isArray()) {
            ArrayNode kept = null;
            for (int at = 0; at < node.size(); at++) {
                JsonNode element = node.get(at);
                JsonNode left = leaveOut(element);
                if (kept == null && (left != element || absent(left))) {
                    kept = JsonNodeFactory.instance.arrayNode();
                    for (int before = 0; before < at; before++) {
                        kept.add(node.get(before));
                    }
                }
                if (kept != null && !absent(left)) {
                    kept.add(left);
                }
            }
            return kept == null ? node : kept;
        }
        if (node.isObject()) {
            ObjectNode kept = null;
            for (var field : node.properties()) {
                JsonNode left = leaveOut(field.getValue());
                if (left != field.getValue() || absent(left)) {
                    if (kept == null) {
                        kept = JsonNodeFactory.instance.objectNode();
                        ObjectNode copy = kept;
                        node.properties().forEach(each -> copy.set(each.getKey(), each.getValue()));
                    }
                    if (absent(left)) {
                        kept.remove(field.getKey());
                    } else {
                        kept.set(field.getKey(), left);
                    }
                }
            }
            return kept == null ? node : kept;
        }
        return node;
    }

    private static boolean absent(JsonNode node) {
        return node.isNull() || (node.isContainerNode() && node.isEmpty());
    }
}
