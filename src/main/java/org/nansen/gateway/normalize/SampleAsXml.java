package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Records as elements.
 *
 * @param record path of a record's element from the outermost one
 * @param namespace of all of them, or empty
 */
record SampleAsXml(Charset charset, String record, String namespace) implements SampleWriter {

    @Override
    public byte[] write(List<JsonNode> records) {
        // A byte order mark would have to go with it.
        Charset written = charset.name().startsWith("UTF-") || !charset.canEncode() ? StandardCharsets.UTF_8 : charset;
        List<String> steps = List.of(record.split("/"));
        StringBuilder text = new StringBuilder();
        text.append("<?xml version=\"1.0\" encoding=\"").append(written.name()).append("\"?>\n");
        String indent = "";
        for (String step : steps.subList(0, steps.size() - 1)) {
            text.append(indent)
                    .append('<')
                    .append(step)
                    .append(indent.isEmpty() ? declared() : "")
                    .append(">\n");
            indent += "  ";
        }
        for (JsonNode each : steps.size() == 1 ? records.subList(0, Math.min(1, records.size())) : records) {
            element(text, steps.get(steps.size() - 1), steps.size() == 1 ? declared() : "", each, indent);
        }
        for (int at = steps.size() - 2; at >= 0; at--) {
            text.append("  ".repeat(at)).append("</").append(steps.get(at)).append(">\n");
        }
        return text.toString().getBytes(written);
    }

    private String declared() {
        return namespace.isEmpty() ? "" : " xmlns=\"" + escaped(namespace) + "\"";
    }

    private static void element(StringBuilder text, String name, String declared, JsonNode value, String indent) {
        text.append(indent).append('<').append(name).append(declared);
        if (!value.isObject()) {
            text.append('>')
                    .append(escaped(value.asText()))
                    .append("</")
                    .append(name)
                    .append(">\n");
            return;
        }
        StringBuilder inside = new StringBuilder();
        value.properties().forEach(field -> {
            String key = field.getKey();
            if (key.startsWith("@")) {
                text.append(' ')
                        .append(key, 1, key.length())
                        .append("=\"")
                        .append(escaped(field.getValue().asText()))
                        .append('"');
            } else if (!key.equals("#text")) {
                (field.getValue().isArray() ? field.getValue() : List.of(field.getValue()))
                        .forEach(each -> element(inside, key, "", each, indent + "  "));
            }
        });
        text.append('>').append(escaped(value.path("#text").asText("")));
        if (!inside.isEmpty()) {
            text.append('\n').append(inside).append(indent);
        }
        text.append("</").append(name).append(">\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
