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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.nansen.gateway.record.FaultCode;

/** The mapping's functions for dates; each takes either the value alone or {@code {value, formats, …}}. */
final class Dates {

    private static final int EARLIEST_BIRTH = 1850;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, DatePattern> patterns = new ConcurrentHashMap<>();
    private final Map<String, DateTimeFormatter> formatters = new ConcurrentHashMap<>();

    /**
     * {@code birth-date({value, formats, calendar, give-or-take, estimated, estimate-days, zone})} gives
     * {@code {value, estimated}}.
     */
    JsonNode birthDate(JsonNode node) {
        DateArgument argument = new DateArgument(node);
        JsonNode value = argument.value();
        if (value.isNull() || refused(value)) {
            return NullNode.instance;
        }
        MappingRun run = MappingRun.current();
        String text = Texts.strip(value.asText());
        boolean[] estimated = new boolean[1];
        Optional<String> date = read(argument, text, parts -> {
                    boolean madeUp = argument.texts("estimate-days").stream().anyMatch(parts::isDay);
                    estimated[0] = madeUp || argument.is("estimated");
                    // An estimate in another calendar is of one of its years, which is not one of ours.
                    boolean onlyYear = madeUp || (estimated[0] && argument.calendar() != SourceCalendar.GREGORIAN);
                    return onlyYear ? parts.yearOnly() : parts;
                })
                .map(read -> argument.around(read))
                .filter(read -> read.equals(DateParts.UNKNOWN)
                        || (Integer.parseInt(read.substring(0, 4)) >= EARLIEST_BIRTH
                                && read.compareTo(run.today().plusDays(1).toString()) <= 0));
        if (date.isEmpty()) {
            run.refuse(value, FaultCode.NG_103_BIRTH_DATE);
            return NullNode.instance;
        }
        ObjectNode result = NODES.objectNode();
        result.put("value", date.get());
        result.put("estimated", estimated[0]);
        if (!date.get().equals(text)) {
            run.note(result, value.asText(), rule("birth-date", argument));
        }
        return result;
    }

    /** {@code date({value, formats, calendar, partial, zone})} gives an ISO date; with {@code partial} as far as known. */
    JsonNode date(JsonNode node) {
        DateArgument argument = new DateArgument(node);
        JsonNode value = argument.value();
        if (value.isNull() || refused(value)) {
            return NullNode.instance;
        }
        String text = Texts.strip(value.asText());
        boolean partial = argument.is("partial");
        Optional<String> date = read(argument, text, parts -> parts)
                .map(read -> partial ? widened(read) : read)
                .filter(read ->
                        read.length() == 10 || (partial && !read.equals(DateParts.UNKNOWN) && !read.contains("/")));
        if (date.isEmpty()) {
            MappingRun.current().refuse(value, FaultCode.NG_104_DATE);
            return NullNode.instance;
        }
        TextNode result = new TextNode(date.get());
        if (!date.get().equals(text)) {
            MappingRun.current().note(result, value.asText(), rule("date", argument));
        }
        return result;
    }

    /** {@code date-time({value, formats, zone})} gives a time in UTC; the zone is needed where the text has no offset. */
    JsonNode dateTime(JsonNode node) {
        DateArgument argument = new DateArgument(node);
        JsonNode value = argument.value();
        if (value.isNull() || refused(value)) {
            return NullNode.instance;
        }
        String text = Texts.strip(value.asText());
        Optional<Instant> time = Optional.empty();
        for (String format : argument.formats()) {
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

    /** Of several values a mapping must say which one it means. */
    private static boolean refused(JsonNode value) {
        if (value.isContainerNode()) {
            MappingRun.current().refuse(value, FaultCode.NG_104_DATE);
        }
        return value.isContainerNode();
    }

    private Optional<Instant> time(DateArgument argument, String format, String text) {
        try {
            if (format.equals("iso") && hasOffset(text)) {
                return Optional.of(OffsetDateTime.parse(text.replace(' ', 'T')).toInstant());
            }
            DateTimeFormatter formatter = format.equals("iso")
                    ? DateTimeFormatter.ISO_LOCAL_DATE_TIME
                    : formatters.computeIfAbsent(format, Dates::formatter);
            if (formatter.toString().contains("Offset")) {
                return Optional.of(OffsetDateTime.parse(text, formatter).toInstant());
            }
            LocalDateTime local = LocalDateTime.parse(format.equals("iso") ? text.replace(' ', 'T') : text, formatter);
            // An hour that the clocks there left out never was; of one that they had twice, the first is taken.
            return argument.text("zone")
                    .map(ZoneId::of)
                    .filter(zone -> !zone.getRules().getValidOffsets(local).isEmpty())
                    .map(zone -> local.atZone(zone).toInstant());
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

    private Optional<String> read(DateArgument argument, String text, UnaryOperator<DateParts> known) {
        Optional<String> zone = argument.text("zone");
        if (zone.isPresent() && DayInZone.isMoment(text)) {
            return DayInZone.of(text, zone.get())
                    .flatMap(day -> pattern("iso").read(day))
                    .map(known)
                    .flatMap(parts -> parts.iso(SourceCalendar.GREGORIAN));
        }
        SourceCalendar calendar = argument.calendar();
        String figures = calendar == SourceCalendar.GREGORIAN ? text : westernFigures(text);
        for (String format : argument.formats()) {
            Optional<String> read = pattern(format).read(figures).map(known).flatMap(parts -> parts.iso(calendar));
            if (read.isPresent()) {
                return read;
            }
        }
        return Optional.empty();
    }

    private DatePattern pattern(String format) {
        DatePattern pattern = patterns.get(format);
        if (pattern == null) {
            pattern = DatePattern.of(format)
                    .orElseThrow(() -> new MappingFault("The mapping has a date format that is not understood."));
            patterns.put(format, pattern);
        }
        return pattern;
    }

    private static String rule(String function, DateArgument argument) {
        return argument.text("calendar")
                .map(calendar -> function + " " + calendar)
                .orElse(function);
    }

    /** Figures of the Arabic script, in which countries that use other calendars write dates, as 0 to 9. */
    private static String westernFigures(String text) {
        StringBuilder western = new StringBuilder(text);
        for (int at = 0; at < western.length(); at++) {
            char c = western.charAt(at);
            if ((c >= '\u0660' && c <= '\u0669') || (c >= '\u06F0' && c <= '\u06F9')) {
                western.setCharAt(at, (char) ('0' + Character.digit(c, 10)));
            }
        }
        return western.toString();
    }

    /** A range as the month or year that it lies in, where it lies in one: never more exact than the source. */
    private static String widened(String range) {
        if (range.length() == 21) {
            for (int length : new int[] {7, 4}) {
                if (range.substring(0, length).equals(range.substring(11, 11 + length))) {
                    return range.substring(0, length);
                }
            }
        }
        return range;
    }
}
