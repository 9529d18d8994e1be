package org.nansen.gateway.normalize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.Samples.Unusable;
import org.nansen.gateway.record.FaultCode;

/**
 * What a person says must come of a sample: an array of canonical records; or, as {@code try --json} prints it, an object
 * with {@code records} and {@code rejected}; or one record alone.
 *
 * @param records the canonical records
 * @param rejected what is refused: {@code line}, {@code code}, and {@code field} where it is told; without what no mapping
 *     decides but only the comparison with other records (NG-107, NG-162), which {@code try} prints too
 */
record Expected(List<JsonNode> records, List<SampleRejection> rejected) {

    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Set<String> BETWEEN_RECORDS =
            Set.of(FaultCode.NG_107_SAME_VERSION.code(), FaultCode.NG_162_ROW_TWICE.code());

    static Expected read(byte[] json, String file) throws Unusable {
        JsonNode tree;
        try {
            tree = JSON.readTree(json);
        } catch (IOException malformed) {
            throw new Unusable(file + " is no JSON");
        }
        List<JsonNode> records = new ArrayList<>();
        List<SampleRejection> rejected = new ArrayList<>();
        if (tree.isArray()) {
            tree.forEach(records::add);
        } else if (tree.has("records") || tree.has("rejected")) {
            tree.path("records").forEach(records::add);
            for (JsonNode one : tree.path("rejected")) {
                String code = one.path("code").asText("");
                if (!BETWEEN_RECORDS.contains(code)) {
                    rejected.add(new SampleRejection(
                            one.path("line").asLong(), one.path("field").asText(""), code));
                }
            }
        } else {
            records.add(tree);
        }
        if (!records.stream().allMatch(JsonNode::isObject)) {
            throw new Unusable(file + " must hold an array of records, or an object with records and rejected");
        }
        return new Expected(List.copyOf(records), List.copyOf(rejected));
    }

    /** Returns when the first record says that it was received, or null. */
    @Nullable
    Instant receivedAt() {
        for (JsonNode record : records) {
            String at = record.path("source").path("receivedAt").asText("");
            if (!at.isEmpty()) {
                try {
                    return OffsetDateTime.parse(at).toInstant();
                } catch (DateTimeException wrong) {
                    return null;
                }
            }
        }
        return null;
    }
}
