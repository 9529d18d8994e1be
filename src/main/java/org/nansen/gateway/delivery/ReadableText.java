package org.nansen.gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;

/**
 * A JSON message as indented lines for a person's eyes: what kind of message it is, and then the same content as the
 * attachment and nothing else.
 */
final class ReadableText {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private static final String LINE = "\r\n";

    private final StringBuilder text = new StringBuilder();

    private ReadableText() {}

    static String of(byte[] json) {
        try {
            ReadableText readable = new ReadableText();
            JsonNode message = JSON.readTree(json);
            readable.greeting(message);
            readable.object(message, 0);
            return readable.text.toString();
        } catch (IOException notJson) {
            throw Defect.of(FaultCode.NG_900_DEFECT, "letter content");
        }
    }

    private void greeting(JsonNode message) {
        text.append(Labels.sentence(message.path("message").asText())).append(LINE);
        if (message.path("test").asBoolean()) {
            text.append("It is a test: the person is invented.").append(LINE);
        }
        if (message.has("supersedes")) {
            text.append("It takes the place of an earlier message, which is named below.")
                    .append(LINE);
        }
        text.append("The same content is attached for machines.").append(LINE).append(LINE);
    }

    private void object(JsonNode node, int depth) {
        node.fields().forEachRemaining(field -> {
            indent(depth);
            text.append(Labels.of(field.getKey())).append(':');
            value(field.getValue(), depth);
        });
    }

    private void value(JsonNode node, int depth) {
        if (node.isBoolean()) {
            text.append(node.booleanValue() ? " yes" : " no").append(LINE);
        } else if (node.isValueNode()) {
            text.append(' ').append(clean(node.asText())).append(LINE);
        } else if (node.isObject()) {
            text.append(LINE);
            object(node, depth + 1);
        } else {
            text.append(LINE);
            for (JsonNode one : node) {
                indent(depth + 1);
                text.append('-');
                value(one, depth + 1);
            }
        }
    }

    private void indent(int depth) {
        text.append("  ".repeat(depth));
    }

    /** A value must not be able to draw lines of its own or turn the reading direction of what follows it. */
    private static String clean(String value) {
        StringBuilder clean = new StringBuilder(value.length());
        value.codePoints().forEach(c -> {
            boolean shown = !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
            clean.appendCodePoint(shown ? c : ' ');
        });
        return clean.toString();
    }
}
