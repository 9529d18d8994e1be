package org.nansen.gateway.normalize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recognises JSON (an object, or an array of them) and NDJSON (an object a line). */
final class JsonDetector implements FormDetector {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Optional<SampleForm> look(RawSample raw) {
        boolean named = raw.fileName().matches("(?i).*\\.(ndjson|jsonl)");
        return raw.text().flatMap(text -> look(text, named));
    }

    /** @param linesByName whether the file's name says that it has an object a line */
    private static Optional<SampleForm> look(SampleText sample, boolean linesByName) {
        String text = sample.text().strip();
        boolean array = text.startsWith("[");
        if (!array && !text.startsWith("{")) {
            return Optional.empty();
        }
        List<JsonNode> records = new ArrayList<>();
        boolean ended = read(text, array, records);
        // A cut-off end is no fault of the sample's.
        if (records.isEmpty() || (!ended && sample.whole() && records.size() < SampleForm.MOST_RECORDS)) {
            return Optional.empty();
        }
        boolean lines = !array && (records.size() > 1 || linesByName);
        Map<String, String> format = new LinkedHashMap<>();
        List<String> doubts = new ArrayList<>();
        if (!sample.charset().equals("UTF-8")) {
            doubts.add("JSON is read as UTF-8, and the sample is " + sample.charset() + "; have it written in UTF-8");
        }
        if (!array && !lines) {
            doubts.add("one object alone may be json or ndjson; json is supposed");
        }
        return Optional.of(new SampleForm(
                lines ? "ndjson" : "json",
                format,
                lines ? "ndjson" : "json",
                SampleForm.fields(List.of(), records),
                records,
                doubts));
    }

    /** Returns whether the text was read to its end. */
    private static boolean read(String text, boolean array, List<JsonNode> records) {
        try (JsonParser in = JsonTrees.factory(0).createParser(text)) {
            in.setCodec(JSON);
            JsonToken token = in.nextToken();
            if (array) {
                token = in.nextToken();
            }
            while (token == JsonToken.START_OBJECT && records.size() < SampleForm.MOST_RECORDS) {
                records.add(in.readValueAsTree());
                token = in.nextToken();
            }
            return array ? token == JsonToken.END_ARRAY : token == null;
        } catch (JsonProcessingException malformed) {
            return false;
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }
}
