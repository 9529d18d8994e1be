package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.util.List;

/**
 * Records as rows of cells.
 *
 * @param header whether the first row names the columns
 * @param names of the columns
 */
record SampleAsCsv(Charset charset, char delimiter, boolean header, List<String> names) implements SampleWriter {

    @Override
    public byte[] write(List<JsonNode> records) {
        StringBuilder text = new StringBuilder();
        if (header) {
            text.append(row(names));
        }
        for (JsonNode record : records) {
            text.append(
                    row(names.stream().map(name -> record.path(name).asText("")).toList()));
        }
        return text.toString().getBytes(charset);
    }

    private String row(List<String> cells) {
        List<String> quoted = cells.stream()
                .map(cell -> cell.indexOf(delimiter) >= 0 || cell.contains("\"") || cell.contains("\n")
                        ? "\"" + cell.replace("\"", "\"\"") + "\""
                        : cell)
                .toList();
        return String.join(String.valueOf(delimiter), quoted) + "\n";
    }
}
