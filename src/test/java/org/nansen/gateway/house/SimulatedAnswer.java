package org.nansen.gateway.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The answer to one question: nominals are looked up in the watch list, documents are never known. */
final class SimulatedAnswer {

    private final WatchList watchList;
    private final JsonNode question;

    SimulatedAnswer(WatchList watchList, JsonNode question) {
        this.watchList = watchList;
        this.question = question;
    }

    ObjectNode toJson() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        String reference = reference();
        answer.put("id", "q-" + reference);
        answer.put("reference", reference);
        ArrayNode results = answer.putArray("results");
        for (JsonNode database : question.path("databases")) {
            ObjectNode result = results.addObject().put("database", database.asText());
            WatchList.Entry known = database.asText().equals("nominal") ? known(question.path("person")) : null;
            if (known == null) {
                result.put("result", "no-hit");
            } else {
                result.put("result", known.result());
                if (!known.result().equals("error")) {
                    result.putArray("hits")
                            .addObject()
                            .put("item", known.itemReference())
                            .put("owner", known.owner())
                            .put("score", known.result().equals("hit") ? 97 : 61)
                            .put("kind", "wanted");
                }
            }
        }
        return answer;
    }

    /** What the asker calls the question. */
    String reference() {
        return question.path("reference").asText();
    }

    /** Databases with their results, for example {@code nominal=no-hit,sltd=no-hit}. */
    String results() {
        return StreamSupport.stream(toJson().path("results").spliterator(), false)
                .map(result -> result.path("database").asText() + "="
                        + result.path("result").asText())
                .collect(Collectors.joining(","));
    }

    private WatchList.@Nullable Entry known(JsonNode person) {
        for (JsonNode name : person.path("names")) {
            WatchList.Entry entry = watchList.find(name.path("surname").asText());
            if (entry != null) {
                return entry;
            }
        }
        for (JsonNode alias : person.path("aliases")) {
            WatchList.Entry entry = known(alias);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }
}
