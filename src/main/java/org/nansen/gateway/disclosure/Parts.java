package org.nansen.gateway.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.ScreeningPart;
import org.nansen.gateway.record.Alias;
import org.nansen.gateway.record.BirthDate;
import org.nansen.gateway.record.Country;
import org.nansen.gateway.record.IdentityDocument;
import org.nansen.gateway.record.Nationality;
import org.nansen.gateway.record.PersonName;
import org.nansen.gateway.record.RecordJson;
import org.nansen.gateway.record.ScreeningResult;
import org.nansen.gateway.record.Wall;

/** The compound parts of messages as JSON, each value named: nothing is copied as a whole. */
final class Parts {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Parts() {}

    static JsonNode word(Enum<?> constant) {
        return JSON.textNode(RecordJson.name(constant));
    }

    static ArrayNode names(List<PersonName> names) {
        ArrayNode array = JSON.arrayNode();
        for (PersonName name : names) {
            ObjectNode one = array.addObject();
            one.put("type", name.type().name().toLowerCase(Locale.ROOT));
            put(one, "surname", name.surname());
            put(one, "given", name.given());
            put(one, "full", name.full());
            put(one, "script", name.script());
            put(one, "latin", name.latin());
            put(one, "mrz", name.mrz());
        }
        return array;
    }

    static ObjectNode birthDate(BirthDate date) {
        ObjectNode one = JSON.objectNode();
        one.put("value", date.value());
        one.put("estimated", date.estimated());
        return one;
    }

    static ArrayNode nationalities(List<Nationality> nationalities) {
        ArrayNode array = JSON.arrayNode();
        for (Nationality nationality : nationalities) {
            ObjectNode one = array.addObject();
            one.put("country", nationality.country().code());
            one.set("status", word(nationality.status()));
        }
        return array;
    }

    static ArrayNode aliases(List<Alias> aliases) {
        ArrayNode array = JSON.arrayNode();
        for (Alias alias : aliases) {
            ObjectNode one = array.addObject();
            one.set("names", names(alias.names()));
            if (alias.birthDate() != null) {
                one.set("birthDate", birthDate(alias.birthDate()));
            }
            one.set("nationalities", nationalities(alias.nationalities()));
        }
        return array;
    }

    static ArrayNode documents(List<IdentityDocument> documents) {
        ArrayNode array = JSON.arrayNode();
        for (IdentityDocument document : documents) {
            ObjectNode one = array.addObject();
            one.put("type", document.type());
            one.put("number", document.number());
            Country issuer = document.issuer();
            put(one, "issuer", issuer == null ? null : issuer.code());
            put(one, "issued", document.issued());
            put(one, "expires", document.expires());
        }
        return array;
    }

    /**
     * Hits as the endpoint gave them; one that a shielded country entered is marked, because it may be part of the
     * persecution and is never verified with its owner.
     */
    static ArrayNode hits(List<ScreeningPart> parts, Collection<String> shield) {
        ArrayNode array = JSON.arrayNode();
        for (ScreeningPart part : parts) {
            if (part.result() != ScreeningResult.HIT && part.result() != ScreeningResult.POSSIBLE) {
                continue;
            }
            if (part.hits().isEmpty()) {
                hit(array, part);
            }
            for (ScreeningPart.Hit found : part.hits()) {
                ObjectNode one = hit(array, part);
                one.put("item", found.item());
                put(one, "owner", found.owner());
                if (found.score() != null) {
                    one.put("score", found.score());
                }
                put(one, "kind", found.kind());
                if (found.owner() != null && !Wall.passes(found.owner(), shield)) {
                    one.put("ownerShielded", true);
                }
            }
        }
        return array;
    }

    private static ObjectNode hit(ArrayNode hits, ScreeningPart part) {
        ObjectNode one = hits.addObject();
        one.put("database", part.database());
        one.set("result", word(part.result()));
        put(one, "requestId", part.requestId());
        return one;
    }

    static void put(ObjectNode to, String name, @Nullable String value) {
        if (value != null) {
            to.put(name, value);
        }
    }
}
