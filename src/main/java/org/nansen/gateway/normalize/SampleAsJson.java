package org.nansen.gateway.normalize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Records as JSON.
 *
 * @param lines whether each is a line
 * @param path names of the fields around them, from outside
 */
record SampleAsJson(boolean lines, List<String> path) implements SampleWriter {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public byte[] write(List<JsonNode> records) {
        StringBuilder text = new StringBuilder();
        try {
            if (lines) {
                for (JsonNode record : records) {
                    text.append(JSON.writeValueAsString(record)).append('\n');
                }
            } else {
                text.append(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(around(records)))
                        .append('\n');
            }
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode around(List<JsonNode> records) {
        JsonNode whole = records.size() == 1 && path.isEmpty()
                ? records.get(0)
                : JsonNodeFactory.instance.arrayNode().addAll(records);
        for (int at = path.size() - 1; at >= 0; at--) {
            whole = JsonNodeFactory.instance.objectNode().set(path.get(at), whole);
        }
        return whole;
    }
}
