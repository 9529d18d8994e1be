package org.nansen.gateway.screening;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.ScreeningPart;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.ScreeningResult;

/**
 * Reads the answer (M4). Only {@code no-hit} in a whole and fitting answer is clear; whatever is not understood is
 * {@code INCOMPLETE}, and a hit stays a hit even where its details cannot be read.
 */
final class AnswerReading {

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxStringLength(64 * 1024)
                            .maxNumberLength(64)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Question question;
    private final Instant askedAt;
    private final Instant now;
    private final Duration validFor;

    AnswerReading(Question question, Instant askedAt, Instant now, Duration validFor) {
        this.question = question;
        this.askedAt = askedAt;
        this.now = now;
        this.validFor = validFor;
    }

    Answer.Parts read(byte[] body) {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (IOException noJson) {
            return notUnderstood("answer is no JSON");
        }
        if (answer == null || !answer.isObject() || !answer.path("results").isArray()) {
            return notUnderstood("answer has not the agreed shape");
        }
        if (!question.reference()
                .toString()
                .equalsIgnoreCase(answer.path("reference").asText(""))) {
            return notUnderstood("answer is for another question");
        }
        List<String> notes = new ArrayList<>();
        Map<String, JsonNode> results = new HashMap<>();
        boolean findsElsewhere = false;
        for (JsonNode result : answer.path("results")) {
            String database = result.path("database").asText("");
            if (!question.databases().contains(database)) {
                notes.add(question.connection() + ": answered a database that was not asked");
                findsElsewhere |= !isPlainNoHit(result);
            } else if (results.put(database, result) != null) {
                return notUnderstood("answer names " + database + " twice");
            }
        }
        String id = bounded(answer.path("id"), 128);
        List<ScreeningPart> parts = new ArrayList<>();
        for (String database : question.databases()) {
            ScreeningPart part = part(database, results.get(database), id);
            // What was found elsewhere may belong to this database under another name: then its no-hit is not all.
            boolean unsure = findsElsewhere && part.result() == ScreeningResult.NO_HIT;
            parts.add(unsure ? incomplete(database, FaultCode.NG_204_ANSWER_NOT_UNDERSTOOD, id) : part);
        }
        return new Answer.Parts(parts, notes.stream().distinct().toList());
    }

    /** Every database asked is incomplete. */
    Answer.Parts notUnderstood(String why) {
        return new Answer.Parts(
                question.databases().stream()
                        .map(database -> incomplete(database, FaultCode.NG_204_ANSWER_NOT_UNDERSTOOD, null))
                        .toList(),
                List.of(question.connection() + ": " + FaultCode.NG_204_ANSWER_NOT_UNDERSTOOD.code() + " " + why));
    }

    private ScreeningPart part(String database, @Nullable JsonNode result, @Nullable String id) {
        if (result == null || !result.path("result").isTextual()) {
            return incomplete(database, FaultCode.NG_204_ANSWER_NOT_UNDERSTOOD, id);
        }
        JsonNode hits = result.path("hits");
        return switch (result.path("result").textValue()) {
            case "hit" -> found(database, ScreeningResult.HIT, result, id);
            case "possible" -> found(database, ScreeningResult.POSSIBLE, result, id);
            case "no-hit" -> clear(database, result, hits, id);
            case "error" -> incomplete(database, FaultCode.NG_203_ENDPOINT_ERROR, id);
            default -> incomplete(database, FaultCode.NG_204_ANSWER_NOT_UNDERSTOOD, id);
        };
    }

    private ScreeningPart clear(String database, JsonNode result, JsonNode hits, @Nullable String id) {
        Instant until = validUntil(result);
        if (!isNone(hits) || until == null || !until.isAfter(now)) {
            return incomplete(database, FaultCode.NG_204_ANSWER_NOT_UNDERSTOOD, id);
        }
        return new ScreeningPart(
                question.connection(),
                database,
                ScreeningResult.NO_HIT,
                askedAt,
                until,
                id,
                question.round(),
                List.of(),
                null);
    }

    private static boolean isPlainNoHit(JsonNode result) {
        return "no-hit".equals(result.path("result").textValue()) && isNone(result.path("hits"));
    }

    private static boolean isNone(JsonNode hits) {
        return hits.isMissingNode() || hits.isNull() || (hits.isArray() && hits.isEmpty());
    }

    private ScreeningPart found(String database, ScreeningResult result, JsonNode from, @Nullable String id) {
        List<ScreeningPart.Hit> hits = new ArrayList<>();
        for (JsonNode hit : from.path("hits")) {
            String item = bounded(hit.path("item"), 128);
            String owner = bounded(hit.path("owner"), 3);
            hits.add(new ScreeningPart.Hit(
                    item == null ? "unnamed" : item,
                    owner != null && owner.matches("[A-Z]{3}") ? owner : null,
                    score(hit.path("score")),
                    bounded(hit.path("kind"), 64)));
        }
        Instant until = validUntil(from);
        return new ScreeningPart(
                question.connection(),
                database,
                result,
                askedAt,
                until == null ? now.plus(validFor) : until,
                id,
                question.round(),
                hits,
                null);
    }

    private ScreeningPart incomplete(String database, FaultCode why, @Nullable String id) {
        return new ScreeningPart(
                question.connection(),
                database,
                ScreeningResult.INCOMPLETE,
                askedAt,
                null,
                id,
                question.round(),
                List.of(),
                why);
    }

    /** Returns what the answer says, the setting where it says nothing, or null where it cannot be read. */
    private @Nullable Instant validUntil(JsonNode result) {
        JsonNode until = result.path("validUntil");
        if (until.isMissingNode() || until.isNull()) {
            return now.plus(validFor);
        }
        try {
            return OffsetDateTime.parse(until.asText()).toInstant();
        } catch (DateTimeException wrong) {
            return null;
        }
    }

    private static @Nullable Integer score(JsonNode score) {
        return score.isInt() && score.intValue() >= 0 && score.intValue() <= 100 ? score.intValue() : null;
    }

    /** Returns the text when it is one that may be kept and shown: of bounded length and printable. */
    private static @Nullable String bounded(JsonNode text, int most) {
        String value = text.isTextual() ? text.textValue() : "";
        boolean bad = value.isBlank() || value.length() > most || value.chars().anyMatch(Character::isISOControl);
        return bad ? null : value;
    }
}
