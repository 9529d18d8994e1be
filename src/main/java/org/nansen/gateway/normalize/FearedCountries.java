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
 * The states that must not learn of a person: those that the source names and, until somebody has confirmed them, the states of nationality (of every identity
 * the person is known under), of former habitual residence, and those that issued documents or stand in their machine
 * readable zones, but not the country of asylum, whose residence permit says nothing about fear. The states that a decision
 * protects against are among them whatever the source says. Codes of no state are left out; for a territory with a code of
 * its own, the state behind it is added.
 */
final class FearedCountries {

    private final CodeLists codes;
    private final Countries countries;
    private final String countryOfAsylum;

    FearedCountries(CodeLists codes, String countryOfAsylum) {
        this.codes = codes;
        this.countries = codes.countries();
        this.countryOfAsylum = countryOfAsylum;
    }

    ArrayNode of(JsonNode mapped) {
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        Set<String> known = new LinkedHashSet<>();
        for (JsonNode country : mapped.path("fearedCountries")) {
            result.add(country);
            known.add(country.path("code").asText());
        }
        List<String> more = new ArrayList<>(known);
        protectedAgainst(mapped)
                .forEach(country -> more.add(country.path("code").asText()));
        if (!isConfirmed(mapped)) {
            for (JsonNode country : concerned(mapped)) {
                String code = country.path("code").asText();
                if (!code.equals(countryOfAsylum)) {
                    more.add(code);
                }
            }
        }
        for (String code : more) {
            if (isState(code) && known.add(code)) {
                result.addObject().put("code", code);
            }
            countries
                    .stateBehind(code)
                    .filter(behind -> !behind.equals(countryOfAsylum))
                    .filter(known::add)
                    .ifPresent(behind -> result.addObject().put("code", behind));
        }
        return result;
    }

    /**
     * Whether somebody has confirmed them: a default cannot have been confirmed by anybody, and the code of no state confirms
     * nothing, for who is stateless fears some state all the same.
     */
    boolean isConfirmed(JsonNode mapped) {
        boolean named = false;
        for (JsonNode country : mapped.path("fearedCountries")) {
            named |= isState(country.path("code").asText());
        }
        return named && mapped.path("fearedCountriesConfirmed").asBoolean(false);
    }

    private boolean isState(String code) {
        return !code.isEmpty() && (!countries.has(code) || countries.alpha2().containsValue(code));
    }

    /** The states that a machine readable zone names, whatever the fields beside it say, and however much of it can be read. */
    private List<JsonNode> inZone(JsonNode lines) {
        List<String> text = new ArrayList<>();
        lines.forEach(line -> text.add(line.asText()));
        List<JsonNode> found = new ArrayList<>();
        for (String code : Mrz.states(text)) {
            String canonical = codes.find(CodeLists.COUNTRY, "ICAO", code);
            if (canonical != null && !canonical.isEmpty()) {
                found.add(JsonNodeFactory.instance.objectNode().put("code", canonical));
            }
        }
        return found;
    }

    private static JsonNode protectedAgainst(JsonNode mapped) {
        return mapped.path("decision").path("protectedAgainst");
    }

    private List<JsonNode> concerned(JsonNode mapped) {
        List<JsonNode> found = new ArrayList<>();
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
