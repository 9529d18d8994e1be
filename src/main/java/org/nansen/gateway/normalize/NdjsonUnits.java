package org.nansen.gateway.normalize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;

/** JSON objects, a line each. A broken line is refused alone: the next line feed is a sure place to go on from. */
final class NdjsonUnits implements UnitReader {

    private final TextLines lines;
    private final List<String> path;
    private final JsonFactory json;
    private final JsonTrees trees = new JsonTrees();
    private final Deque<RawUnit> ofLine = new ArrayDeque<>();
    private boolean any;
    private int column;

    /** @param path fields that lead to the record of a line, or to an array of them; empty where the line is the record */
    NdjsonUnits(StrictReader text, List<String> path) {
        this.lines = new TextLines(text, JsonTrees.RECORD_LIMIT);
        this.path = path;
        this.json = JsonTrees.factory(path.size());
    }

    @Override
    public @Nullable RawUnit next() throws IOException {
        while (ofLine.isEmpty()) {
            String line = lines.next();
            if (line == null) {
                return any ? null : new RawUnit.End(1, Problem.of(null, FaultCode.NG_110_EMPTY));
            }
            if (!line.isBlank()) {
                any = true;
                read(line);
            }
        }
        return ofLine.remove();
    }

    @Override
    public int columnOf(@Nullable String field) {
        return field == null ? column : 0;
    }

    private void read(String line) throws IOException {
        column = 0;
        if (line.length() > JsonTrees.RECORD_LIMIT) {
            refuse(Problem.of(null, FaultCode.NG_117_RECORD_TOO_LARGE));
        } else if (line.indexOf(StrictReader.MALFORMED) >= 0) {
            column = line.indexOf(StrictReader.MALFORMED) + 1;
            refuse(Problem.of(null, FaultCode.NG_113_ENCODING));
        } else {
            try (JsonParser in = json.createParser(line)) {
                if (!records(in)) {
                    refuse(Problem.of(null, FaultCode.NG_115_JSON));
                }
            } catch (JsonProcessingException wrong) {
                column = wrong.getLocation() == null
                        ? 0
                        : Math.max(0, wrong.getLocation().getColumnNr());
                refuse(Problem.of(null, FaultCode.NG_115_JSON));
            }
        }
    }

    /** Returns whether the line was good JSON to its end; a line is taken as a whole or not at all. */
    private boolean records(JsonParser in) throws IOException {
        in.nextToken();
        if (!JsonTrees.follow(in, path)) {
            refuse(JsonTrees.nothingThere(path));
            return true;
        }
        if (in.currentToken() == JsonToken.START_OBJECT) {
            ofLine.add(trees.read(in, lines.number()));
        } else if (in.currentToken() == JsonToken.START_ARRAY && !path.isEmpty()) {
            while (in.nextToken() != JsonToken.END_ARRAY) {
                if (in.currentToken() != JsonToken.START_OBJECT) {
                    return false;
                }
                ofLine.add(trees.read(in, lines.number()));
            }
        } else {
            return false;
        }
        return JsonTrees.leave(in, path.size());
    }

    private void refuse(Problem problem) {
        ofLine.clear();
        ofLine.add(new RawUnit.Malformed(lines.number(), new byte[0], List.of(problem)));
    }
}
