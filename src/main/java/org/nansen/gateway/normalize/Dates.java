package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.nansen.gateway.record.FaultCode;

/** The mapping's functions for dates; each takes either the value alone or {@code {value, formats, …}}. */
final class Dates {

    private static final int EARLIEST_BIRTH = 1850;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, DatePattern> patterns = new ConcurrentHashMap<>();
    private final Map<String, DateTimeFormatter> formatters = new ConcurrentHashMap<>();

    /** {@code birth-date({value, formats, estimated})} gives {@code {value, estimated}}. */
    JsonNode birthDate(JsonNode argument) {
        JsonNode value = value(argument);
        if (value.isNull()) {
            return value;
        }
        MappingRun run = MappingRun.current();
        String text = value.asText().strip();
        Optional<String> date = read(argument, text)
                .filter(read -> read.equals("XXXX")
                        || (Integer.parseInt(read.substring(0, 4)) >= EARLIEST_BIRTH
                                && read.compareTo(run.today().plusDays(1).toString()) <= 0));
        if (date.isEmpty()) {
            run.refuse(value, FaultCode.NG_103_BIRTH_DATE);
            return NullNode.instance;
        }
        ObjectNode result = NODES.objectNode();
        result.put("value", date.get());
        JsonNode estimated = argument.isObject() ? argument.path("estimated") : NullNode.instance;
        result.put("estimated", estimated.asBoolean(false));
        if (!date.get().equals(text)) {
            run.note(result, value.asText(), "birth-date");
        }
        return result;
    }

    /** {@code date({value, formats, partial})} gives an ISO date; with {@code partial: true} as far as it is known. */
    JsonNode date(JsonNode argument) {
        JsonNode value = value(argument);
        if (value.isNull()) {
            return value;
        }
        String text = value.asText().strip();
        boolean partial = argument.isObject() && argument.path("partial").asBoolean(false);
        Optional<String> date = read(argument, text)
                .filter(read -> read.length() == 10 || (partial && !read.equals("XXXX") && !read.contains("/")));
        if (date.isEmpty()) {
            MappingRun.current().refuse(value, FaultCode.NG_104_DATE);
            return NullNode.instance;
        }
        TextNode result = new TextNode(date.get());
        if (!date.get().equals(text)) {
            MappingRun.current().note(result, value.asText(), "date");
        }
        return result;
    }

    /** {@code date-time({value, formats, zone})} gives a time in UTC; the zone is needed where the text has no offset. */
    JsonNode dateTime(JsonNode argument) {
        JsonNode value = value(argument);
        if (value.isNull()) {
            return value;
        }
        String text = value.asText().strip();
        List<String> formats = formats(argument);
        Optional<Instant> time = Optional.empty();
        for (String format : formats.isEmpty() ? List.of("iso") : formats) {
            time = time.isPresent() ? time : time(argument, format, text);
        }
        if (time.isEmpty()) {
            MappingRun.current().refuse(value, FaultCode.NG_104_DATE);
            return NullNode.instance;
        }
        TextNode result = new TextNode(time.get().toString());
        if (!result.textValue().equals(text)) {
            MappingRun.current().note(result, value.asText(), "date-time");
        }
        return result;
    }

    private Optional<Instant> time(JsonNode argument, String format, String text) {
        try {
            if (format.equals("iso") && hasOffset(text)) {
                return Optional.of(OffsetDateTime.parse(text.replace(' ', 'T')).toInstant());
            }
            JsonNode zone = argument.isObject() ? argument.path("zone") : NullNode.instance;
            DateTimeFormatter formatter = format.equals("iso")
                    ? DateTimeFormatter.ISO_LOCAL_DATE_TIME
                    : formatters.computeIfAbsent(format, Dates::formatter);
            if (formatter.toString().contains("Offset")) {
                return Optional.of(OffsetDateTime.parse(text, formatter).toInstant());
            }
            return zone.isTextual()
                    ? Optional.of(LocalDateTime.parse(format.equals("iso") ? text.replace(' ', 'T') : text, formatter)
                            .atZone(ZoneId.of(zone.asText()))
                            .toInstant())
                    : Optional.empty();
        } catch (DateTimeException | IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }

    private static boolean hasOffset(String text) {
        return text.endsWith("Z") || text.matches(".*[+-]\\d{2}:?\\d{2}");
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern.replace("yyyy", "uuuu"), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    private Optional<String> read(JsonNode argument, String text) {
        List<String> formats = formats(argument);
        for (String format : formats.isEmpty() ? List.of("iso") : formats) {
            DatePattern pattern = patterns.get(format);
            if (pattern == null) {
                pattern = DatePattern.of(format)
                        .orElseThrow(() -> new MappingFault("The mapping has a date format that is not understood."));
                patterns.put(format, pattern);
            }
            Optional<String> read = pattern.read(text);
            if (read.isPresent()) {
                return read;
            }
        }
        return Optional.empty();
    }

    private static List<String> formats(JsonNode argument) {
        List<String> formats = new ArrayList<>();
        if (argument.isObject()) {
            JsonNode given = argument.path("formats");
            if (given.isTextual()) {
                formats.add(given.asText());
            } else {
                given.forEach(format -> formats.add(format.asText()));
            }
        }
        return formats;
    }

    private static JsonNode value(JsonNode argument) {
        JsonNode value = argument.isObject() ? argument.get("value") : argument;
        return value == null || value.isNull() || value.asText().isBlank() ? NullNode.instance : value;
    }
}
