package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** Runs one mapping on one source record and keeps what its functions found and noted. */
final class MappingRig {

    static final LocalDate TODAY = LocalDate.parse("2026-11-27");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private List<SourceUnit.Problem> problems = List.of();
    private List<MappingRun.Note> notes = List.of();

    MappingRig(Path folder) {
        this.folder = folder;
    }

    /** Evaluates with {@code .X} being the text. */
    JsonNode eval(String mapping, String value) {
        return evalOn(mapping, "{\"X\": " + JSON.valueToTree(value) + "}");
    }

    JsonNode evalOn(String mapping, String record) {
        try {
            SourceObject.Trail trail = new SourceObject.Trail();
            SourceObject source = new SourceObject(trail, "");
            JSON.readTree(record).properties().forEach(field -> source.set(field.getKey(), field.getValue()));
            MappingRun run = MappingRun.begin(new RawUnit.Fields(1, new byte[0], source, trail, List.of()), TODAY);
            try {
                return compile(mapping).apply(source, run);
            } finally {
                problems = run.problems();
                notes = run.notes();
                MappingRun.end();
            }
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    Mapping compile(String mapping) throws IOException {
        Path file = Files.writeString(folder.resolve("mapping.jslt"), mapping);
        CodeLists codes = CodeLists.of(folder.resolve("codes"), "config/systems/x/codes");
        return Mapping.of(file, "config/systems/x/mapping.jslt", codes, "x");
    }

    List<String> problems() {
        return problems.stream()
                .map(problem -> problem.field() + " " + problem.code().code())
                .toList();
    }

    String hints() {
        return problems.stream().map(SourceUnit.Problem::hint).toList().toString();
    }

    /** What was noted, each as its rule and the original. */
    List<String> notes() {
        return notes.stream().map(note -> note.rule() + ": " + note.original()).toList();
    }
}
