package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records as lines of fixed width.
 *
 * @param names of the fields
 * @param spans where each stands
 */
record SampleAsLines(Charset charset, int length, Codes codes, List<String> names, List<FixedBorders.Span> spans)
        implements SampleWriter {

    /** @param detail what records begin with, or empty where a field begins there */
    record Codes(
            @Nullable String header,
            String detail,
            @Nullable String trailer,
            FixedParts.@Nullable Count count) {}

    @Override
    public byte[] write(List<JsonNode> records) {
        StringBuilder text = new StringBuilder();
        if (codes.header() != null) {
            text.append(line(codes.header()));
        }
        for (JsonNode record : records) {
            int[] line = blank(codes.detail());
            for (int at = 0; at < spans.size(); at++) {
                put(line, spans.get(at), record.path(names.get(at)).asText(""));
            }
            text.append(line(line));
        }
        if (codes.trailer() != null) {
            int[] line = blank(codes.trailer());
            FixedParts.Count count = codes.count();
            if (count != null) {
                long told = records.size() + (count.lines() ? (codes.header() == null ? 1 : 2) : 0);
                put(
                        line,
                        new FixedBorders.Span(count.start(), count.length()),
                        String.format("%0" + count.length() + "d", told));
            }
            text.append(line(line));
        }
        return text.toString().getBytes(charset);
    }

    private String line(String code) {
        return line(blank(code));
    }

    private static String line(int[] line) {
        return new String(line, 0, line.length) + "\n";
    }

    private int[] blank(String code) {
        int[] line = new int[length];
        Arrays.fill(line, ' ');
        code.codePoints().limit(1).forEach(first -> line[0] = first);
        return line;
    }

    private static void put(int[] line, FixedBorders.Span span, String value) {
        int[] points = value.codePoints().toArray();
        System.arraycopy(points, 0, line, span.start() - 1, Math.min(points.length, span.length()));
    }
}
