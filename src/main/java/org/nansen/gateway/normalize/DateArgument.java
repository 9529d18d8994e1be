package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a mapping hands a function for dates: the value alone or {@code {value, formats, …}}. */
record DateArgument(JsonNode argument) {

    /** Returns the value's own node, by which the source's field is found, or a null node for nothing. */
    JsonNode value() {
        JsonNode value = argument.isObject() ? argument.get("value") : argument;
        return value == null
                        || value.isNull()
                        || (value.isContainerNode() ? value.isEmpty() : Texts.isBlank(value.asText()))
                ? NullNode.instance
                : value;
    }

    List<String> formats() {
        List<String> formats = texts("formats");
        return formats.isEmpty() ? List.of("iso") : formats;
    }

    SourceCalendar calendar() {
        return text("calendar")
                .map(word -> SourceCalendar.of(word)
                        .orElseThrow(() -> new MappingFault("The mapping names a calendar that is not known.")))
                .orElse(SourceCalendar.GREGORIAN);
    }

    boolean is(String option) {
        return argument.isObject() && argument.path(option).asBoolean(false);
    }

    Optional<String> text(String option) {
        JsonNode given = argument.isObject() ? argument.path(option) : NullNode.instance;
        return given.isTextual() ? Optional.of(given.asText()) : Optional.empty();
    }

    List<String> texts(String option) {
        List<String> texts = new ArrayList<>();
        if (argument.isObject()) {
            JsonNode given = argument.path(option);
            if (given.isTextual()) {
                texts.add(given.asText());
            } else {
                given.forEach(text -> texts.add(text.asText()));
            }
        }
        return texts;
    }

    /**
     * Returns the days around a day, where the mapping says that the source's calendar may be that far off: months that
     * were begun by whoever saw the moon are not those of a table.
     */
    String around(String day) {
        int days = argument.isObject() ? argument.path("give-or-take").asInt(0) : 0;
        if (days == 0 || day.length() != 10) {
            return day;
        }
        LocalDate middle = LocalDate.parse(day);
        return middle.minusDays(days) + "/" + middle.plusDays(days);
    }

    @Override
    public String toString() {
        return "DateArgument[*]";
    }
}
