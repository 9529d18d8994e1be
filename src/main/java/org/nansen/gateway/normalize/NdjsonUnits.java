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

/** One JSON object a line. A broken line is refused alone: the next line feed is a sure place to go on from. */
final class NdjsonUnits implements UnitReader {

    private final StrictReader text;
    private final JsonTrees trees = new JsonTrees();
    private final char[] buffer = new char[8 * 1024];
    private int at;
    private int end;
    private long line;
    private long units;
    private int column;

    NdjsonUnits(InputStream in) {
        this.text = new StrictReader(in, StandardCharsets.UTF_8, Integer.MAX_VALUE, true);
    }

    long bytesRead() {
        return text.bytesRead();
    }

    @Override
    public @Nullable RawUnit next() throws IOException {
        StringBuilder gathered = new StringBuilder(512);
        while (true) {
            gathered.setLength(0);
            boolean more = readLine(gathered);
            if (!gathered.toString().isBlank()) {
                units++;
                return unit(gathered);
            }
            if (!more) {
                return units == 0 ? new RawUnit.End(1, Problem.of(null, FaultCode.NG_110_EMPTY)) : null;
            }
        }
    }

    @Override
    public int columnOf(@Nullable String field) {
        return field == null ? column : 0;
    }

    /** Gathers a line up to just over the limit and leaves out the rest of it; returns whether more may follow. */
    private boolean readLine(StringBuilder gathered) throws IOException {
        line++;
        while (true) {
            if (at == end) {
                at = 0;
                end = text.read(buffer, 0, buffer.length);
                if (end < 0) {
                    end = 0;
                    return false;
                }
            }
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            int room = JsonTrees.RECORD_LIMIT + 1 - gathered.length();
            gathered.append(buffer, from, Math.max(0, Math.min(at - from, room)));
            if (at < end) {
                at++;
                return true;
            }
        }
    }

    private RawUnit unit(StringBuilder gathered) throws IOException {
        column = 0;
        if (gathered.length() > JsonTrees.RECORD_LIMIT) {
            return refused(FaultCode.NG_117_RECORD_TOO_LARGE);
        }
        String json = gathered.toString();
        if (json.indexOf(StrictReader.MALFORMED) >= 0) {
            return refused(FaultCode.NG_113_ENCODING);
        }
        try (JsonParser in = JsonTrees.FACTORY.createParser(json)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return refused(FaultCode.NG_115_JSON);
            }
            RawUnit read = trees.read(in, line);
            return in.nextToken() == null ? read : refused(FaultCode.NG_115_JSON);
        } catch (JsonProcessingException wrong) {
            column = wrong.getLocation() == null
                    ? 0
                    : Math.max(0, wrong.getLocation().getColumnNr());
            return refused(FaultCode.NG_115_JSON);
        }
    }

    private RawUnit refused(FaultCode code) {
        return new RawUnit.Malformed(line, new byte[0], List.of(Problem.of(null, code)));
    }
}
