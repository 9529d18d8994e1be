package org.nansen.gateway.normalize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;

/** One JSON object, or an array of objects; units are counted from 1. */
final class JsonUnits implements UnitReader {

    private final StrictReader text;
    private final JsonTrees trees = new JsonTrees();
    private @Nullable JsonParser parser;
    private boolean inArray;
    private boolean finished;
    private long count;

    JsonUnits(InputStream in) {
        this.text = new StrictReader(in, StandardCharsets.UTF_8, Integer.MAX_VALUE, false);
    }

    long bytesRead() {
        return text.bytesRead();
    }

    @Override
    public @Nullable RawUnit next() throws IOException {
        if (finished) {
            return null;
        }
        JsonParser in = parser == null ? parser = JsonTrees.FACTORY.createParser(text) : parser;
        long unit = count + 1;
        try {
            JsonToken token = in.nextToken();
            if (count == 0 && !inArray) {
                if (token == null) {
                    finished = true;
                    return new RawUnit.End(1, Problem.of(null, FaultCode.NG_110_EMPTY));
                }
                if (token == JsonToken.START_ARRAY) {
                    inArray = true;
                    token = in.nextToken();
                }
            }
            if (inArray ? token == JsonToken.END_ARRAY : count > 0) {
                finished = true;
                return (inArray ? in.nextToken() : token) == null ? null : broken(in, unit);
            }
            count = unit;
            if (token == JsonToken.START_OBJECT) {
                return trees.read(in, unit);
            }
            if (!inArray || token == null) {
                finished = true;
                return broken(in, unit);
            }
            in.skipChildren();
            return new RawUnit.Malformed(
                    unit,
                    new byte[0],
                    List.of(new Problem(null, FaultCode.NG_115_JSON, "Every element must be an object.")));
        } catch (JsonProcessingException wrong) {
            finished = true;
            return broken(in, unit);
        } catch (BadInput bad) {
            finished = true;
            return new RawUnit.End(
                    unit, new Problem(null, bad.code(), bad.code().hint() + " In line " + bad.line() + "."));
        }
    }

    /** Where the parser stands is told; its own message is not, for it quotes the text. */
    private static RawUnit broken(JsonParser in, long unit) {
        return new RawUnit.End(
                unit,
                new Problem(
                        null,
                        FaultCode.NG_115_JSON,
                        FaultCode.NG_115_JSON.hint() + " Near line "
                                + in.currentLocation().getLineNr() + ", column "
                                + in.currentLocation().getColumnNr() + "."));
    }
}
