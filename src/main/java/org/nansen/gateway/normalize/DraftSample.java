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

    /** Elements of a list that are kept: two, so that what makes one of each shows. */
    private static final int MOST_IN_LIST = 2;

    private final DraftFields fields;
    private final Map<String, Field> byName = new HashMap<>();

    private DraftSample(DraftFields fields) {
        this.fields = fields;
        fields.everything().forEach(field -> byName.put(field.name(), field));
    }

    /** Returns records of the form with invented people, of the shapes of those that hold most. */
    static List<JsonNode> of(SampleForm form, DraftFields fields) {
        DraftSample sample = new DraftSample(fields);
        List<JsonNode> invented = new ArrayList<>();
        for (JsonNode shape : SampleShapes.fullest(form.records(), MOST, MOST_IN_LIST)) {
            invented.add(sample.invented(shape, "", invented.size()));
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
            // In a list of people each is somebody else.
            node.forEach(element -> array.add(invented(
                    element,
                    element.isObject() ? path + "[]" : path,
                    path.contains("[]") ? at : at * 2 + array.size())));
            return array;
        }
        if (node.isNull() || node.asText().isBlank()) {
            return node.isNull() ? node : TextNode.valueOf("");
        }
        Field field = byName.get(path);
        Meaning meaning = field == null ? Meaning.UNKNOWN : fields.meaningOf(field);
        boolean code = field != null && !meaning.codeList().isEmpty() && DraftCodes.fits(field);
        return code || node.isBoolean() ? node : InventedValue.of(meaning, field, node, at);
    }
}
