package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives the records of one source record their ordinals: each its place among those of the same event, so that a correction
 * that comes along once does not move the decision behind it, by which an older decision would act over a newer one. What a
 * mapping leaves out by {@code null} keeps its place.
 */
final class Places {

    private final Map<String, Integer> byEvent = new HashMap<>();
    private int leftOut;

    int next(JsonNode record) {
        return leftOut + byEvent.merge(record.path("event").asText(""), 1, Integer::sum) - 1;
    }

    void leaveOut() {
        leftOut++;
    }
}
