package org.nansen.gateway.normalize;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nansen.gateway.record.FaultCode;

/** Recognises JSON (an object, an array of them, or records somewhere inside) and NDJSON (an object a line). */
final class JsonDetector implements FormDetector {

    @Override
    public Optional<SampleForm> look(RawSample raw) throws UnusableSample {
        boolean named = raw.fileName().matches("(?i).*\\.(ndjson|jsonl)(\\.gz|\\.zip)?");
        Optional<SampleText> text = raw.text();
        return text.isEmpty() ? Optional.empty() : look(text.get(), named);
    }

    /** @param linesByName whether the file's name says that it has an object a line */
    private static Optional<SampleForm> look(SampleText sample, boolean linesByName) throws UnusableSample {
        String text = sample.text().strip();
        boolean array = text.startsWith("[");
        if (!array && !text.startsWith("{")) {
            return Optional.empty();
        }
        JsonSighting seen = JsonSighting.of(sample.text());
        JsonSighting.Place place = seen.records();
        List<JsonNode> records = place.records();
        JsonLocation broken = seen.brokenAt();
        // A row of CSV may begin with a bracket, too; what ends with one, or holds an object, is meant as JSON.
        boolean meant = text.endsWith("]") || text.endsWith("}") || !records.isEmpty();
        if (broken != null && sample.whole() && meant) {
            throw UnusableSample.of(
                    FaultCode.NG_115_JSON,
                    FaultCode.NG_115_JSON.hint() + " Near line " + broken.getLineNr() + ", column "
                            + broken.getColumnNr() + ".");
        }
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
