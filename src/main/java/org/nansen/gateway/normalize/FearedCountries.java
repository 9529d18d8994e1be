package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.nansen.gateway.record.Mrz;

/**
 * The states that must not learn of a person. Where the source says none: the states of nationality (of every identity
 * the person is known under), of former habitual residence, and those that issued documents or stand in their machine
 * readable zones, but not the country of asylum, whose residence permit says nothing about fear. The states that a decision
 * protects against are among them whatever the source says. Codes of no state are left out; for a territory with a code of
 * its own, the state behind it is added.
 */
final class FearedCountries {

    private final Countries countries;
    private final String countryOfAsylum;

    FearedCountries(Countries countries, String countryOfAsylum) {
        this.countries = countries;
        this.countryOfAsylum = countryOfAsylum;
    }

    ArrayNode of(JsonNode mapped) {
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        Set<String> codes = new LinkedHashSet<>();
        JsonNode given = mapped.path("fearedCountries");
        if (given.isArray() && !given.isEmpty()) {
            given.forEach(country -> {
                result.add(country);
                codes.add(country.path("code").asText());
            });
            for (JsonNode country : protectedAgainst(mapped)) {
                String code = country.path("code").asText();
                if (!code.isEmpty() && codes.add(code)) {
                    result.addObject().put("code", code);
                }
            }
            List.copyOf(codes).forEach(code -> countries
                    .stateBehind(code)
                    .filter(codes::add)
                    .ifPresent(state -> result.addObject().put("code", state)));
            return result;
        }
        for (JsonNode country : concerned(mapped)) {
            String code = country.path("code").asText();
            if (!code.isEmpty()) {
                if (!countries.has(code) || countries.alpha2().containsValue(code)) {
                    codes.add(code);
                }
                countries.stateBehind(code).ifPresent(codes::add);
            }
        }
        codes.remove(countryOfAsylum);
        codes.forEach(code -> result.addObject().put("code", code));
        return result;
    }

    /** The states that a machine readable zone names, whatever the fields beside it say or leave out. */
    private List<JsonNode> inZone(JsonNode lines) {
        List<JsonNode> found = new ArrayList<>();
        if (lines.isArray() && !lines.isEmpty()) {
            List<String> text = new ArrayList<>();
            lines.forEach(line -> text.add(line.asText()));
            Mrz.read(text).ifPresent(mrz -> {
                for (String code : List.of(mrz.issuer(), mrz.nationality())) {
                    String canonical = countries.icao().get(code);
                    if (canonical != null) {
                        found.add(JsonNodeFactory.instance.objectNode().put("code", canonical));
                    }
                }
            });
        }
        return found;
    }

    private static JsonNode protectedAgainst(JsonNode mapped) {
        return mapped.path("decision").path("protectedAgainst");
    }

    private List<JsonNode> concerned(JsonNode mapped) {
        List<JsonNode> found = new ArrayList<>();
        protectedAgainst(mapped).forEach(found::add);
        JsonNode person = mapped.path("person");
        person.path("nationalities").forEach(nationality -> found.add(nationality.path("country")));
        person.path("aliases").forEach(alias -> alias.path("nationalities")
                .forEach(nationality -> found.add(nationality.path("country"))));
        found.add(person.path("formerHabitualResidence"));
        mapped.path("documents").forEach(document -> {
            found.add(document.path("issuer"));
            found.addAll(inZone(document.path("mrz")));
        });
        return found;
    }
}
