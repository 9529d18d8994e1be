package org.nansen.gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;

/** A JSON message as indented lines for a person's eyes; the same content as the attachment and nothing else. */
final class ReadableText {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final StringBuilder text = new StringBuilder();

    private ReadableText() {}

    static String of(byte[] json) {
        try {
            ReadableText readable = new ReadableText();
            readable.object(JSON.readTree(json), 0);
            return readable.text.toString();
        } catch (IOException notJson) {
            throw Defect.of(FaultCode.NG_900_DEFECT, "letter content");
        }
    }

    private void object(JsonNode node, int depth) {
        node.fields().forEachRemaining(field -> {
            indent(depth);
            text.append(words(field.getKey())).append(':');
            value(field.getValue(), depth);
        });
    }

    private void value(JsonNode node, int depth) {
        if (node.isValueNode()) {
            text.append(' ').append(clean(node.asText())).append("\r\n");
        } else if (node.isObject()) {
            text.append("\r\n");
            object(node, depth + 1);
        } else {
            text.append("\r\n");
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

    /** {@code protectedAgainst} reads "protected against". */
    private static String words(String key) {
        return key.equals(key.toUpperCase(java.util.Locale.ROOT))
                ? key
                : key.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(java.util.Locale.ROOT);
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
