package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.FaultCode;

/**
 * Fills in what every record of a system shares. What the settings say wins over what a mapping says: a mapping cannot
 * give a record another system, space, country of asylum or legal basis.
 */
final class Envelope {

    private static final Pattern VERSION = Pattern.compile(
            "\\d{1,18}|\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?(Z|[+-]\\d{2}(:?\\d{2})?)?)?");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cc}\\p{Co}\\p{Cn}\\p{Z}&&[^ ]]");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    private final SourceFormat format;
    private final FearedCountries feared;
    private final MrzReview zones;
    private final ObjectNode country = NODES.objectNode();

    Envelope(SourceFormat format, CodeLists codes) {
        Countries countries = codes.countries();
        this.format = format;
        this.feared = new FearedCountries(codes, format.countryOfAsylum());
        this.country.put("code", format.countryOfAsylum());
        this.zones = new MrzReview(countries);
    }

    /** Returns the finished record with what was found about its machine readable zones. */
    AsylumRecord finish(AsylumRecord record, LocalDate today, String mappingVersion) {
        return zones.of(record, today, mappingVersion);
    }

    /** Returns a new record around what the mapping gave, which itself stays as it is: JSLT shares its constants. */
    ObjectNode fill(JsonNode mapped, SourceObject source, int ordinal, Instant receivedAt, List<Problem> problems) {
        ObjectNode record = NODES.objectNode();
        mapped.properties().forEach(field -> record.set(field.getKey(), field.getValue()));
        record.put("schemaVersion", "1");
        record.put("messageId", IDS.generate().toString());
        record.put("test", format.test());
        record.set("source", source(mapped.path("source"), source, ordinal, receivedAt, problems));
        record.set("personRef", reference(mapped.path("personRef"), format.person(), source, problems));
        record.set("caseRef", reference(mapped.path("caseRef"), format.caseReference(), source, problems));
        record.put("eventTime", eventTime(mapped, receivedAt));
        record.set("countryOfAsylum", country);
        record.set("legal", legal(mapped.path("legal")));
        record.set("handling", handling(mapped.path("handling")));
        if (mapped.path("decision").isObject() && !mapped.path("decision").has("criminalGround")) {
            ObjectNode decision = NODES.objectNode();
            mapped.path("decision").properties().forEach(field -> decision.set(field.getKey(), field.getValue()));
            record.set("decision", decision.put("criminalGround", false));
        }
        ArrayNode states = feared.of(mapped);
        record.remove("fearedCountries");
        if (!states.isEmpty()) {
            record.set("fearedCountries", states);
        }
        record.put("fearedCountriesConfirmed", feared.isConfirmed(mapped));
        return record;
    }

    private ObjectNode source(
            JsonNode mapped, SourceObject source, int ordinal, Instant receivedAt, List<Problem> problems) {
        ObjectNode node = NODES.objectNode();
        node.put("system", format.system());
        String recordId = number(source);
        if (recordId == null) {
            missing(format.recordField(), problems);
        } else {
            seen(recordId, format.recordField(), problems);
            node.put("recordId", recordId);
        }
        node.put("ordinal", ordinal);
        JsonNode given = mapped.path("version");
        boolean own = given.isValueNode() && !given.isNull();
        if (own) {
            MappingRun.current().given(format.versionField());
        }
        String version = own
                ? Texts.strip(given.asText())
                : format.versionField() == null ? null : text(source, format.versionField());
        if (version == null && format.versionField() != null && problems.isEmpty()) {
            // Without it nobody could say which of two is the newer, and the settings say that each has one.
            missing(format.versionField(), problems);
        } else if (version != null) {
            if (ordered(version)) {
                node.put("version", version);
            } else {
                unordered(format.versionField() == null ? "source/version" : format.versionField(), problems);
            }
        }
        if (mapped.path("enteredBy").isTextual()) {
            node.set("enteredBy", mapped.get("enteredBy"));
        }
        return node.put("receivedAt", receivedAt.toString());
    }

    /** The source's own record number, or null where it has none. */
    @Nullable
    String number(SourceObject source) {
        return text(source, format.recordField());
    }

    private static ObjectNode reference(
            JsonNode mapped, SourceFormat.ReferenceField settings, SourceObject source, List<Problem> problems) {
        ObjectNode node = NODES.objectNode().put("space", settings.space());
        JsonNode given = mapped.isObject() ? mapped.path("value") : mapped;
        String own = given.isValueNode() && !Texts.isBlank(given.asText()) ? Texts.strip(given.asText()) : null;
        if (own != null) {
            MappingRun.current().given(settings.field());
        }
        String value = own == null ? text(source, settings.field()) : own;
        if (value == null) {
            missing(settings.field(), problems);
            return node;
        }
        seen(value, settings.field(), problems);
        return node.put("value", value);
    }

    /** Two numbers that look alike must not be two people, nor one that looks like none one for all. */
    private static void seen(String number, String field, List<Problem> problems) {
        if (UNSEEN.matcher(number).find()) {
            add(
                    new Problem(
                            field,
                            FaultCode.NG_125_CHARACTERS,
                            "The number holds characters that nobody sees, such as a zero-width space."),
                    problems);
        }
    }

    private String eventTime(JsonNode mapped, Instant receivedAt) {
        for (JsonNode given : List.of(
                mapped.path("eventTime"),
                mapped.path("application").path("lodgedAt"),
                mapped.path("decision").path("date"),
                mapped.path("statusChange").path("date"))) {
            if (given.isTextual()) {
                return DAY.matcher(given.asText()).matches() ? given.asText() + "T00:00:00Z" : given.asText();
            }
        }
        return receivedAt.toString();
    }

    private ObjectNode legal(JsonNode mapped) {
        ObjectNode node = NODES.objectNode().put("basis", format.legalBasis()).put("purpose", format.purpose());
        if (mapped.has("consent")) {
            node.set("consent", mapped.get("consent"));
        }
        return node;
    }

    private static ObjectNode handling(JsonNode mapped) {
        ObjectNode node = NODES.objectNode().put("level", "restricted");
        if (mapped.isObject()) {
            mapped.properties().forEach(field -> node.set(field.getKey(), field.getValue()));
        }
        return node;
    }

    /** Whether versions of this form can be put in order. */
    static boolean ordered(String version) {
        if (!VERSION.matcher(version).matches()) {
            return false;
        }
        try {
            if (version.length() >= 10 && version.charAt(4) == '-') {
                LocalDate.parse(version.substring(0, 10));
            }
            return true;
        } catch (DateTimeException impossible) {
            return false;
        }
    }

    /** Returns the text of a source field given by its name or by a path with dots, or null when it has none. */
    static @Nullable String text(SourceObject source, String field) {
        JsonNode node = source.peek(field);
        if (node == null && field.indexOf('.') > 0) {
            node = source;
            for (String step : field.split("\\.")) {
                node = node.path(step);
            }
        }
        if (node == null || !node.isValueNode() || node.isNull() || node.isBoolean()) {
            return null;
        }
        String text = Texts.strip(node.asText());
        return text.isEmpty() ? null : text;
    }

    /** A version that the mapping could not read, and refused, is not wrong a second time as it stands in the source. */
    private static void unordered(String field, List<Problem> problems) {
        if (problems.stream().noneMatch(problem -> field.equals(problem.field()))) {
            problems.add(Problem.of(field, FaultCode.NG_106_VERSION));
        }
    }

    private static void missing(String field, List<Problem> problems) {
        add(Problem.of(field, FaultCode.NG_101_REQUIRED), problems);
    }

    private static void add(Problem problem, List<Problem> problems) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }
}
