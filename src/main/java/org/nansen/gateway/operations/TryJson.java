package org.nansen.gateway.operations;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.intake.SystemFolder;
import org.nansen.gateway.normalize.SourceReading;
import org.nansen.gateway.normalize.SourceUnit;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.RecordJson;

/**
 * {@code {"records": [canonical records], "rejected": [{"line", "column", "field", "code", "hint"}], "summary": {…}}},
 * written as it is read, so that a file of any length needs no more memory than one record.
 */
final class TryJson implements AutoCloseable {

    private static final int LOOKED_AT = 1_000;

    private final JsonGenerator json;
    private final PrintWriter out;
    private boolean rejections;
    private long written;

    TryJson(PrintWriter out) {
        this.out = out;
        try {
            json = new JsonFactory()
                    .createGenerator(out)
                    .setCodec(new ObjectMapper())
                    // Out is the command line's to close.
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    // A run that failed must not look like a whole answer.
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            json.writeStartObject();
            json.writeArrayFieldStart("records");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Takes the records of the first reading. */
    TryCommand.Taker records() {
        return (unit, reading, refusals) -> {
            if (unit instanceof SourceUnit.Mapped mapped) {
                mapped.records().forEach(this::record);
            }
        };
    }

    /** Takes what is rejected, in a second reading. */
    TryCommand.Taker rejections() {
        beginRejections();
        return (unit, reading, refusals) -> {
            refusals.forEach(refusal -> rejection(unit.line(), refusal, reading));
            if (unit instanceof SourceUnit.Refused refused) {
                refused.problems().forEach(problem -> rejection(refused.line(), problem, reading));
            } else if (unit instanceof SourceUnit.Broken broken) {
                rejection(reading.lineOf(broken), broken.problem(), reading);
            }
        };
    }

    private void record(AsylumRecord record) {
        stopWhenNobodyReads();
        try {
            json.writeRaw(System.lineSeparator());
            json.writeTree(RecordJson.tree(record));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Whoever has seen enough, as with {@code | head}, does not wait for the rest of a large file. */
    private void stopWhenNobodyReads() {
        if (++written % LOOKED_AT == 0 && out.checkError()) {
            throw CommandFault.usage("Nobody takes what is printed any more.");
        }
    }

    private void beginRejections() {
        try {
            json.writeEndArray();
            json.writeArrayFieldStart("rejected");
            rejections = true;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void rejection(long line, SourceUnit.Problem problem, SourceReading reading) {
        stopWhenNobodyReads();
        try {
            json.writeRaw(System.lineSeparator());
            json.writeStartObject();
            json.writeNumberField("line", line);
            int column = reading.columnOf(problem.field());
            if (column == 0) {
                json.writeNullField("column");
            } else {
                json.writeNumberField("column", column);
            }
            text("field", problem.field());
            text("code", problem.code().code());
            text("hint", problem.hint());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void text(String name, @Nullable String value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, value);
        }
    }

    void end(TrySummary summary, SystemFolder system) {
        if (!rejections) {
            beginRejections();
        }
        try {
            json.writeEndArray();
            json.writeObjectFieldStart("summary");
            json.writeStringField("system", system.name());
            json.writeNumberField("units", summary.units());
            json.writeNumberField("records", summary.records());
            json.writeNumberField("rejected", summary.rejected());
            json.writeNumberField("skipped", summary.skipped());
            json.writeNumberField("repeatedNumbers", summary.repeated());
            json.writeNumberField("duplicates", summary.repeats().duplicates());
            json.writeBooleanField("allNumbersCompared", summary.repeats().complete());
            json.writeObjectFieldStart("events");
            for (var event : summary.events().entrySet()) {
                json.writeNumberField(RecordJson.name(event.getKey()), event.getValue());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("faults");
            for (var fault : summary.faults().entrySet()) {
                json.writeNumberField(fault.getKey(), fault.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("untranslated");
            for (var code : summary.observation().untranslated().entrySet()) {
                json.writeStartObject();
                json.writeStringField("list", code.getKey().list());
                json.writeStringField("system", code.getKey().system());
                json.writeStringField("code", code.getKey().code());
                json.writeNumberField("times", code.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("oddNames");
            for (var names : summary.observation().oddNames()) {
                json.writeStartObject();
                json.writeNumberField("odd", names.odd());
                json.writeNumberField("firstOdd", names.firstOdd());
                json.writeNumberField("digits", names.digits());
                json.writeNumberField("firstDigits", names.firstDigits());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("partlyRead");
            for (var list : summary.observation().partlyRead()) {
                json.writeStartObject();
                json.writeStringField("list", list.list());
                json.writeNumberField("stand", list.stand());
                json.writeNumberField("read", list.read());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("readToTheEnd", !summary.broken());
            json.writeBooleanField("wouldBeHeld", wouldBeHeld(summary, system));
            json.writeEndObject();
            json.writeEndObject();
            json.flush();
            out.println();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static boolean wouldBeHeld(TrySummary summary, SystemFolder system) {
        return summary.broken() || system.wouldHold(summary.rejectedUnits(), summary.units());
    }

    @Override
    public void close() {
        try {
            json.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
