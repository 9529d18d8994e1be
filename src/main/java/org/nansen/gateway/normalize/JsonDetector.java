package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recognises JSON (an object, an array of them, or records somewhere inside) and NDJSON (an object a line). */
final class JsonDetector implements FormDetector {

    @Override
    public Optional<SampleForm> look(RawSample raw) {
        boolean named = raw.fileName().matches("(?i).*\\.(ndjson|jsonl)(\\.gz|\\.zip)?");
        return raw.text().flatMap(text -> look(text, named));
    }

    /** @param linesByName whether the file's name says that it has an object a line */
    private static Optional<SampleForm> look(SampleText sample, boolean linesByName) {
        String text = sample.text().strip();
        boolean array = text.startsWith("[");
        if (!array && !text.startsWith("{")) {
            return Optional.empty();
        }
        JsonSighting seen = JsonSighting.of(text);
        JsonSighting.Place place = seen.records();
        List<JsonNode> records = place.records();
        // A cut-off end is no fault of the sample's.
        if (records.isEmpty() || (!seen.ended() && sample.whole())) {
            return Optional.empty();
        }
        boolean lines = !array && place.path().isEmpty() && (records.size() > 1 || linesByName);
        Map<String, String> format = new LinkedHashMap<>();
        List<String> doubts = new ArrayList<>();
        if (!sample.charset().equals("UTF-8")) {
            doubts.add("JSON is read as UTF-8, and the sample is " + sample.charset() + "; have it written in UTF-8");
        }
        if (!place.path().isEmpty()) {
            format.put("records", DraftFields.quoted("/" + String.join("/", place.path())));
            doubts.add("that the records stand there, and not around it"
                    + (seen.others().isEmpty()
                            ? ""
                            : "; lists of objects are also at " + String.join(", ", seen.others())));
        } else if (!array && !lines) {
            doubts.add("one object alone may be json or ndjson; json is supposed");
        }
        return Optional.of(new SampleForm(
                lines ? "ndjson" : "json",
                format,
                lines ? "ndjson" : "json",
                sample.charset(),
                SampleForm.fields(List.of(), records),
                records,
                doubts,
                new SampleAsJson(lines, place.path())));
    }
}
