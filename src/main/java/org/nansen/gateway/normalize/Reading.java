package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.RecordJson;
import org.nansen.gateway.record.Rejected;

/** Reads one drop: reader, mapping, envelope, schema, record; one unit at a time. */
final class Reading implements SourceReading {

    private static final int MOST_RECORDS = 500;

    private final SourceFormat format;
    private final Opening opening;
    private final Mapping mapping;
    private final Envelope envelope;
    private final String mappingVersion;
    private final Instant receivedAt;
    private final LocalDate today;
    private @Nullable UnitReader units;
    private final @Nullable Observation observation;
    private @Nullable SourceUnit next;
    private long lastLine;
    private int brokenAt;
    private boolean finished;

    Reading(
            SourceFormat format,
            InputStream in,
            Mapping mapping,
            Envelope envelope,
            String mappingVersion,
            Instant receivedAt,
            Unpacked.Limits limits,
            @Nullable Observation observation) {
        this.format = format;
        this.opening = new Opening(format, in, limits);
        this.observation = observation;
        this.mapping = mapping;
        this.envelope = envelope;
        this.mappingVersion = mappingVersion;
        this.receivedAt = receivedAt;
        this.today = receivedAt.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** Begins to read only when a unit is asked for: what is wrong with the beginning is told as what is wrong further on. */
    private UnitReader open() throws IOException {
        return switch (format.kind()) {
            case CSV -> new CsvUnits(format, opening.text(CsvUnits.LINE_LIMIT, true));
            case JSON ->
                new JsonUnits(
                        opening.text(Integer.MAX_VALUE, false), format.dialect().recordPath());
            case NDJSON ->
                new NdjsonUnits(
                        opening.text(Integer.MAX_VALUE, true), format.dialect().recordPath());
            case FIXED -> FixedUnits.of(format, opening);
            case XLSX -> new SheetUnits(format, opening);
            case XML -> new XmlUnits(format, Objects.requireNonNull(format.xml()), opening.bytes(), mapping.copy());
        };
    }

    @Override
    public long bytesRead() {
        return opening.bytesRead();
    }

    @Override
    public int columnOf(@Nullable String field) {
        return brokenAt > 0 || units == null ? brokenAt : units.columnOf(field);
    }

    @Override
    public long lineOf(SourceUnit unit) {
        long broken = unit instanceof SourceUnit.Broken && units != null ? units.brokenLine() : 0;
        return broken > 0 ? broken : unit.line();
    }

    @Override
    public boolean hasNext() {
        if (next == null && !finished) {
            next = advance();
            finished = next == null || next instanceof SourceUnit.Broken;
        }
        return next != null;
    }

    @Override
    public SourceUnit next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        SourceUnit unit = next;
        next = null;
        return unit;
    }

    @Override
    public void close() {
        try {
            opening.close();
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    private @Nullable SourceUnit advance() {
        RawUnit raw;
        try {
            if (units == null) {
                units = open();
            }
            raw = units.next();
        } catch (BadInput bad) {
            brokenAt = bad.column();
            return new SourceUnit.Broken(Math.max(1, Math.max(bad.line(), lastLine)), bad.problem());
        } catch (IOException stream) {
            // Not the sender's fault: the bytes could not be had.
            throw new UncheckedIOException(stream);
        }
        if (raw instanceof RawUnit.Fields fields) {
            lastLine = fields.line();
            return map(fields);
        }
        if (raw instanceof RawUnit.Malformed malformed) {
            lastLine = malformed.line();
            return new SourceUnit.Refused(malformed.line(), malformed.content(), malformed.problems());
        }
        return raw instanceof RawUnit.End end ? new SourceUnit.Broken(end.line(), end.problem()) : null;
    }

    private SourceUnit map(RawUnit.Fields unit) {
        if (observation == null) {
            return mapped(unit);
        }
        List<WatchedList> lists = List.of();
        if (!(unit.source() instanceof StylesheetCopy.Root)) {
            // A stylesheet reads its own tree, and what is in that is noted there.
            observation.saw(unit.source());
            lists = WatchedList.within(unit.source());
        }
        unit.trail().observation = observation;
        SourceUnit mapped = mapped(unit);
        if (mapped instanceof SourceUnit.Mapped given) {
            observation.made(given.records(), given.line());
        }
        if (!brokeOff(mapped)) {
            lists.forEach(list -> observation.listed(list.path(), list.stand(), list.read()));
        }
        return mapped;
    }

    /** A mapping that fails on a record has not read what it would have read behind. */
    private static boolean brokeOff(SourceUnit mapped) {
        return mapped instanceof SourceUnit.Refused refused
                && refused.problems().stream().anyMatch(problem -> problem.code() == FaultCode.NG_108_MAPPING);
    }

    private SourceUnit mapped(RawUnit.Fields unit) {
        MappingRun run = MappingRun.begin(unit, today);
        try {
            JsonNode mapped = mapping.apply(unit.source(), run);
            if (run.problems().isEmpty() && (mapped.isNull() || (mapped.isArray() && mapped.isEmpty()))) {
                return skipped(unit);
            }
            List<AsylumRecord> records = new ArrayList<>();
            List<Problem> problems = new ArrayList<>(run.problems());
            if (mapped.isArray() && mapped.size() <= MOST_RECORDS) {
                Places places = new Places();
                for (JsonNode one : mapped) {
                    if (one.isNull()) {
                        places.leaveOut();
                    } else {
                        record(one, unit, run, places.next(one), records, problems);
                    }
                }
            } else if (!mapped.isNull()) {
                record(mapped, unit, run, 0, records, problems);
            }
            if (problems.isEmpty()) {
                return records.isEmpty()
                        ? skipped(unit)
                        : new SourceUnit.Mapped(unit.line(), unit.content(), List.copyOf(records), mappingVersion);
            }
            return new SourceUnit.Refused(
                    unit.line(), unit.content(), List.copyOf(problems), envelope.number(unit.source()));
        } finally {
            MappingRun.end();
        }
    }

    private SourceUnit skipped(RawUnit.Fields unit) {
        return new SourceUnit.Skipped(unit.line(), unit.content(), envelope.number(unit.source()));
    }

    private void record(
            JsonNode mapped,
            RawUnit.Fields unit,
            MappingRun run,
            int ordinal,
            List<AsylumRecord> records,
            List<Problem> problems) {
        if (!mapped.isObject()) {
            problems.add(new Problem(
                    null,
                    FaultCode.NG_108_MAPPING,
                    "The mapping must give an object, an array of at most " + MOST_RECORDS + " objects, or null."));
            return;
        }
        int before = problems.size();
        ObjectNode record = envelope.fill(Absent.leaveOut(mapped), unit.source(), ordinal, receivedAt, problems);
        Changes.note(record, unit, run, mappingVersion);
        boolean envelopeFits = problems.size() == before;
        RecordSchema.problems(record, run, mapping.text()).stream()
                .filter(problem -> envelopeFits || problem.code() != FaultCode.NG_101_REQUIRED)
                .filter(problem -> !problems.contains(problem))
                .forEach(problems::add);
        if (problems.isEmpty()) {
            try {
                records.add(envelope.finish(RecordJson.read(record), today, mappingVersion));
            } catch (Rejected rejected) {
                problems.add(Problem.of(rejected.at(), rejected.code()));
            }
        }
    }
}
