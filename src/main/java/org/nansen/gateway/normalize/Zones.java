package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Mrz;
import org.nansen.gateway.record.MrzFinding;

/**
 * The mapping's function for machine readable zones, for systems that have the zone and little else. Fields are only taken
 * from a zone that holds: a misread number would be searched for, found nowhere, and read as clear.
 */
final class Zones {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final CodeLists codes;

    Zones(CodeLists codes) {
        this.codes = codes;
    }

    /**
     * {@code mrz(lines)} or {@code mrz({lines, unchecked})} gives {@code {format, document, name, birthDate, sex,
     * nationality}}; the lines are an array, or one text with or without line breaks.
     */
    JsonNode mrz(JsonNode argument) {
        JsonNode given = argument.isObject() ? argument.path("lines") : argument;
        List<String> lines = lines(given);
        if (lines.isEmpty()) {
            return NullNode.instance;
        }
        MappingRun run = MappingRun.current();
        JsonNode place = given.isArray() ? given.get(0) : given;
        Optional<Mrz> read = Mrz.read(lines);
        boolean unchecked = argument.isObject() && argument.path("unchecked").asBoolean(false);
        if (read.isEmpty() || (!read.get().isValid() && !unchecked)) {
            run.problems()
                    .add(new Problem(
                            run.fieldOf(place),
                            FaultCode.NG_109_MRZ,
                            read.map(Zones::hint).orElse(FaultCode.NG_109_MRZ.hint())));
            return NullNode.instance;
        }
        return parts(read.get(), place, run);
    }

    private ObjectNode parts(Mrz mrz, JsonNode place, MappingRun run) {
        ObjectNode parts = NODES.objectNode().put("format", mrz.format().replace('_', '-'));
        parts.set("document", document(mrz, place, run));
        ObjectNode name = NODES.objectNode().put("type", "primary").put("surname", mrz.surname());
        if (mrz.given() != null) {
            name.put("given", mrz.given());
        }
        name.put("script", "Latn");
        parts.set("name", name);
        run.note(name, "", mrz.nameMayBeCut() ? "mrz-name may-be-cut" : "mrz-name");
        String birthDate = mrz.birthDate(run.today());
        if (birthDate == null) {
            run.refuse(place, FaultCode.NG_103_BIRTH_DATE);
        } else {
            ObjectNode date = NODES.objectNode().put("value", birthDate).put("estimated", false);
            parts.set("birthDate", date);
            run.note(date, mrz.birthDate(), "mrz-birth-date");
        }
        String sex = codes.find(CodeLists.SEX, "ICAO", mrz.sex());
        parts.set(
                "sex",
                NODES.objectNode()
                        .put("code", sex == null ? 0 : Integer.parseInt(sex))
                        .put("original", mrz.sex()));
        JsonNode nationality = country(mrz.nationality(), place, run);
        if (nationality != null) {
            parts.set("nationality", nationality);
        }
        return parts;
    }

    private ObjectNode document(Mrz mrz, JsonNode place, MappingRun run) {
        ObjectNode document = NODES.objectNode();
        String type = codes.find("document-type", "ICAO", mrz.documentCode());
        if (type == null) {
            // The second letter is the issuing state's own; the first one tells what it is.
            type = codes.find("document-type", "ICAO", mrz.documentCode().substring(0, 1));
        }
        document.put("type", type == null ? "other" : type);
        document.put("number", mrz.documentNumber());
        JsonNode issuer = country(mrz.issuer(), place, run);
        if (issuer != null) {
            document.set("issuer", issuer);
        }
        String expiry = mrz.expiry(run.today());
        if (expiry != null) {
            document.put("expires", expiry);
        }
        ArrayNode lines = document.putArray("mrz");
        mrz.lines().forEach(lines::add);
        document.put("mrzValid", mrz.isValid());
        run.note(document, "", "mrz-document");
        return document;
    }

    private @Nullable JsonNode country(String code, JsonNode place, MappingRun run) {
        String target = code.isEmpty() ? null : codes.find(CodeLists.COUNTRY, "ICAO", code);
        if (target == null) {
            Problem unknown = Problem.of(run.fieldOf(place), FaultCode.NG_102_UNKNOWN_CODE);
            // Issuer and nationality are mostly one state.
            if (!code.isEmpty() && !run.problems().contains(unknown)) {
                run.problems().add(unknown);
            }
            return null;
        }
        return NODES.objectNode().put("code", target).put("original", code).put("originalSystem", "ICAO");
    }

    private static List<String> lines(JsonNode given) {
        List<String> lines = new ArrayList<>();
        if (given.isTextual()) {
            lines.add(given.asText());
        } else if (given.isArray()) {
            given.forEach(line -> lines.add(line.asText()));
        }
        lines.removeIf(Texts::isBlank);
        return lines;
    }

    /** Places and kinds, never characters. */
    private static String hint(Mrz mrz) {
        return FaultCode.NG_109_MRZ.hint() + " Found, by line and position: "
                + mrz.findings().stream().limit(10).map(MrzFinding::words).collect(Collectors.joining(", ")) + ".";
    }
}
