package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nansen.gateway.normalize.SampleForm.Field;

/**
 * A sample of the same form as the one that was looked at, with invented people: only codes are kept. Configuration is
 * copied, sent and committed, so nothing of a real person may get into it, and nobody can tell by looking whether a file
 * holds real ones.
 */
final class DraftSample {

    private static final int MOST = 3;
    private static final List<String> SURNAMES = List.of("Morbixo", "Tarozzar", "Zolandre");
    private static final List<String> GIVEN = List.of("Kelesko", "Dorisku", "Velhanto");

    private final DraftFields fields;
    private final Map<String, Field> byName = new HashMap<>();

    private DraftSample(DraftFields fields) {
        this.fields = fields;
        fields.all().forEach(field -> byName.put(field.name(), field));
    }

    /** Returns the first records of the form with invented people. */
    static List<JsonNode> of(SampleForm form, DraftFields fields) {
        DraftSample sample = new DraftSample(fields);
        List<JsonNode> invented = new ArrayList<>();
        for (int at = 0; at < Math.min(MOST, form.records().size()); at++) {
            invented.add(sample.invented(form.records().get(at), "", at));
        }
        return invented;
    }

    private JsonNode invented(JsonNode node, String path, int at) {
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(field -> {
                String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                JsonNode value = invented(field.getValue(), name, at);
                if (!value.isNull()) {
                    object.set(field.getKey(), value);
                }
            });
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> {
                if (array.isEmpty()) {
                    array.add(invented(element, path + "[]", at));
                }
            });
            return array;
        }
        Field field = byName.get(path.replace("[]", ""));
        if (node.isNull() || node.asText().isBlank()) {
            return node.isNull() ? node : TextNode.valueOf("");
        }
        return value(field == null ? Meaning.UNKNOWN : fields.meaningOf(field), field, node, at);
    }

    private JsonNode value(Meaning meaning, @org.jspecify.annotations.Nullable Field field, JsonNode node, int at) {
        if (field != null && !meaning.codeList().isEmpty() && DraftCodes.fits(field)) {
            return node;
        }
        if (meaning == Meaning.SURNAME) {
            return TextNode.valueOf(SURNAMES.get(at));
        }
        if (meaning == Meaning.GIVEN_NAME) {
            return TextNode.valueOf(GIVEN.get(at));
        }
        if (meaning == Meaning.FULL_NAME) {
            return TextNode.valueOf(GIVEN.get(at) + " " + SURNAMES.get(at));
        }
        if (meaning == Meaning.NEVER_KEPT || node.isBoolean()) {
            return node.isBoolean() ? node : TextNode.valueOf("");
        }
        if (field != null
                && !field.values().isEmpty()
                && field.values().stream().allMatch(Envelope::ordered)
                && meaning == Meaning.VERSION) {
            return TextNode.valueOf("2026-11-0" + (at + 1) + "T10:00:00Z");
        }
        List<String> dates = field == null ? List.of() : DraftFields.dateFormats(field);
        if (!dates.isEmpty() && node.asText().length() >= 8) {
            return TextNode.valueOf(dates.get(0)
                    .replace("yyyy", String.valueOf(1980 + at))
                    .replace("MM", "08")
                    .replace("dd", "0" + (at + 1)));
        }
        return node.isNumber() ? JsonNodeFactory.instance.numberNode(900 + at) : TextNode.valueOf(masked(node, at));
    }

    /** The same form, without its letters and figures: how long it is and what stands between them is what is left. */
    private static String masked(JsonNode node, int at) {
        String text = node.asText();
        String form = text.substring(0, Math.min(text.length(), 40))
                .replaceAll("\\p{Lu}", "X")
                .replaceAll("[\\p{L}&&[^X]]", "x")
                .replaceAll("\\p{N}", "0");
        int last = form.lastIndexOf('0');
        return last < 0 ? form : form.substring(0, last) + (at + 1) + form.substring(last + 1);
    }
}
