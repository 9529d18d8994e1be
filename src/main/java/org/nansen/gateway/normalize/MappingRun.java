package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;

/** One record's way through the mapping: what the functions find wrong or change is gathered here. */
final class MappingRun {

    private static final ThreadLocal<MappingRun> CURRENT = new ThreadLocal<>();

    private final RawUnit.Fields unit;
    private final LocalDate today;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private final Map<Object, JsonNode> made = new IdentityHashMap<>();

    /** A function gave {@code result} for {@code original} by {@code rule}. */
    record Note(JsonNode result, String original, String rule) {
        @Override
        public String toString() {
            return "Note[rule=" + rule + "]";
        }
    }

    private MappingRun(RawUnit.Fields unit, LocalDate today) {
        this.unit = unit;
        this.today = today;
    }

    static MappingRun begin(RawUnit.Fields unit, LocalDate today) {
        MappingRun run = new MappingRun(unit, today);
        CURRENT.set(run);
        return run;
    }

    static void end() {
        CURRENT.remove();
    }

    static MappingRun current() {
        MappingRun run = CURRENT.get();
        if (run == null) {
            throw new IllegalStateException("no record is being mapped");
        }
        return run;
    }

    LocalDate today() {
        return today;
    }

    List<Problem> problems() {
        return problems;
    }

    List<Note> notes() {
        return notes;
    }

    /** Says which field is read, where the mapping does not read the source's JSON itself; null for none. */
    void reads(@Nullable String path) {
        unit.trail().owner = path == null ? null : new SourceObject(unit.trail(), "");
        unit.trail().name = path;
    }

    /** Remembers of what a mapping's own kind of value was made. */
    void made(Object value, JsonNode of) {
        made.put(value, of);
    }

    /** Returns of what this very value was made, or null. */
    @Nullable
    JsonNode made(Object value) {
        return made.get(value);
    }

    void refuse(@Nullable JsonNode value, FaultCode code) {
        String field = fieldOf(value);
        // A field that was refused for what it holds is not also missing.
        boolean known = code == FaultCode.NG_101_REQUIRED
                && problems.stream().anyMatch(problem -> java.util.Objects.equals(problem.field(), field));
        if (!known) {
            problems.add(Problem.of(field, code));
        }
    }

    /** Who wants to know what is read; nobody in the daily work. */
    @Nullable
    Observation observation() {
        return unit.trail().observation;
    }

    /** Tells whoever proves the mapping that it gives itself what settings look for in the field. */
    void given(@Nullable String field) {
        Observation observation = unit.trail().observation;
        if (observation != null && field != null) {
            observation.given(field);
        }
    }

    /** Tells whoever proves the mapping which code it was; a refusal keeps the value to itself. */
    void untranslated(String list, String system, JsonNode value, String code) {
        Observation observation = unit.trail().observation;
        if (observation != null) {
            observation.untranslated(
                    list,
                    system,
                    code,
                    SampleRejection.of(unit.line(), Problem.of(fieldOf(value), FaultCode.NG_102_UNKNOWN_CODE)));
        }
    }

    /** Tells whoever proves the mapping of a name that loses letters which a wrong character set made control characters. */
    void blanked(String name) {
        Observation observation = unit.trail().observation;
        if (observation != null && NameCharacters.hasControl(name)) {
            observation.oddName(unit.line());
        }
    }

    void note(JsonNode result, String original, String rule) {
        notes.add(new Note(result, original, rule));
    }

    /** Returns the path of the source field that holds this very value; for no value, of the field read last. */
    @SuppressWarnings("ReferenceEquality") // two fields may hold equal values; only one is meant
    @Nullable
    String fieldOf(@Nullable JsonNode value) {
        SourceObject.Trail trail = unit.trail();
        if (value == null || value.isNull() || value == trail.lastValue()) {
            return trail.lastPath();
        }
        String found = find(unit.source(), "", value);
        return found == null ? trail.lastPath() : found;
    }

    /** Returns the path of the source field that holds this very value, or null when none does. */
    @Nullable
    String sourceOf(@Nullable JsonNode value) {
        return value == null || !value.isTextual() ? null : find(unit.source(), "", value);
    }

    @SuppressWarnings("ReferenceEquality")
    private static @Nullable String find(JsonNode node, String path, JsonNode wanted) {
        if (node == wanted) {
            return path;
        }
        if (node.isObject()) {
            for (var field : node.properties()) {
                String found =
                        find(field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey(), wanted);
                if (found != null) {
                    return found;
                }
            }
        } else if (node.isArray()) {
            for (int at = 0; at < node.size(); at++) {
                JsonNode element = node instanceof WatchedList list ? list.peek(at) : node.get(at);
                String found = find(element, path + "[" + at + "]", wanted);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
