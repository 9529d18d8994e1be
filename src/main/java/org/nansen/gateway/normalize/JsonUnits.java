package org.nansen.gateway.normalize;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;

/**
 * One JSON object, or an array of objects, at the outside or at the end of a path; units are counted from 1. Where the text
 * itself is broken, its line and column are known too.
 */
final class JsonUnits implements UnitReader {

    private final StrictReader text;
    private final List<String> path;
    private final JsonTrees trees = new JsonTrees();
    private @Nullable JsonParser parser;
    private boolean begun;
    private boolean inArray;
    private boolean finished;
    private long count;
    private long brokenLine;
    private int brokenAt;

    JsonUnits(StrictReader text, List<String> path) {
        this.text = text;
        this.path = path;
    }

    @Override
    public long brokenLine() {
        return brokenLine;
    }

    @Override
    public int columnOf(@Nullable String field) {
        return brokenAt;
    }

    @Override
    public @Nullable RawUnit next() throws IOException {
        if (finished) {
            return null;
        }
        if (parser == null) {
            parser = JsonTrees.factory(path.size()).createParser(text);
        }
        JsonParser in = parser;
        long unit = count + 1;
        try {
            JsonToken token = in.nextToken();
            if (!begun) {
                begun = true;
                if (token == null) {
                    return ended(new RawUnit.End(1, Problem.of(null, FaultCode.NG_110_EMPTY)));
                }
                if (!JsonTrees.follow(in, path)) {
                    return ended(new RawUnit.End(1, JsonTrees.nothingThere(path)));
                }
                token = in.currentToken();
                if (token == JsonToken.START_ARRAY) {
                    inArray = true;
                    token = in.nextToken();
                }
            } else if (!inArray) {
                return ended(isAllRead(in) ? null : broken(in, unit));
            }
            if (inArray && token == JsonToken.END_ARRAY) {
                in.nextToken();
                return ended(isAllRead(in) ? null : broken(in, unit));
            }
            count = unit;
            if (token == JsonToken.START_OBJECT) {
                return trees.read(in, unit);
            }
            if (!inArray || token == null) {
                return ended(broken(in, unit));
            }
            in.skipChildren();
            return new RawUnit.Malformed(
                    unit,
                    new byte[0],
                    List.of(new Problem(null, FaultCode.NG_115_JSON, "Every element must be an object.")));
        } catch (JsonProcessingException wrong) {
            return ended(broken(unit, wrong.getLocation() == null ? in.currentLocation() : wrong.getLocation()));
        } catch (BadInput bad) {
            brokenLine = bad.line();
            brokenAt = bad.column();
            return ended(new RawUnit.End(
                    unit,
                    bad.line() == 0
                            ? bad.problem()
                            : new Problem(null, bad.code(), bad.code().hint() + " In line " + bad.line() + ".")));
        }
    }

    /** Whether nothing but what stood around the records follows. The parser stands at what comes after them. */
    private boolean isAllRead(JsonParser in) throws IOException {
        return JsonTrees.close(in, path.size());
    }

    private @Nullable RawUnit ended(@Nullable RawUnit last) {
        finished = true;
        return last;
    }

    /** What the parser read last is what does not belong there. */
    private RawUnit broken(JsonParser in, long unit) {
        return broken(unit, in.currentToken() == null ? in.currentLocation() : in.currentTokenLocation());
    }

    /** The place is told; the parser's own message is not, for it quotes the text. */
    private RawUnit broken(long unit, JsonLocation place) {
        brokenLine = Math.max(1, place.getLineNr());
        brokenAt = Math.max(1, place.getColumnNr());
        return new RawUnit.End(
                unit,
                new Problem(
                        null,
                        FaultCode.NG_115_JSON,
                        FaultCode.NG_115_JSON.hint() + " Near line " + brokenLine + ", column " + brokenAt + "."));
    }
}
