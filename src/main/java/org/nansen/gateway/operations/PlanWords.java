package org.nansen.gateway.operations;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.intake.SystemDescription;

/** A plan for a person. */
final class PlanWords {

    /** What decides most of what a new system is and may. */
    private static final Pattern TELLING = Pattern.compile("mode|(door|legal|may)\\..*");

    private final PrintWriter out;
    private final Ink ink;

    PlanWords(PrintWriter out, Ink ink) {
        this.out = out;
        this.ink = ink;
    }

    void print(List<SystemChange> changes) {
        changes.forEach(this::print);
        long changed = changes.stream().filter(change -> !change.nothing()).count();
        out.println(
                changed == 0
                        ? ink.good("A restart changes nothing.")
                        : "A restart changes " + changed + (changed == 1 ? " system." : " systems.")
                                + " Nothing has been changed yet.");
    }

    private void print(SystemChange change) {
        String kind = "%-8s".formatted(change.kind());
        out.println(coloured(change, kind) + "  " + ink.heading(change.system()));
        SystemDescription before = change.before();
        SystemDescription after = change.after();
        if (after != null) {
            after.problems().forEach(problem -> detail(ink.bad("would not be used:"), problem));
            if (before != null
                    && !before.problems().isEmpty()
                    && after.problems().isEmpty()) {
                detail("is not in use now,", "and would be");
            }
        }
        if (change.nothing()) {
            return;
        }
        mapping(before, after);
        if (before != null && after != null) {
            change.settings().forEach(setting -> detail("system.yaml", arrow(setting)));
            change.files()
                    .forEach(file -> detail(
                            "file",
                            file.name()
                                    + (file.before() == null
                                            ? " is new"
                                            : file.after() == null ? " is gone" : " is another")));
            change.samples().forEach(this::sample);
        } else if (before == null) {
            change.settings().stream()
                    .filter(setting -> TELLING.matcher(setting.name()).matches())
                    .forEach(setting -> detail(setting.name(), String.valueOf(setting.after())));
        }
        out.println();
    }

    private void mapping(@Nullable SystemDescription before, @Nullable SystemDescription after) {
        String then = before == null ? null : before.mappingVersion();
        String now = after == null ? null : after.mappingVersion();
        if (!Objects.equals(then, now)) {
            detail(
                    "mapping version",
                    before == null
                            ? String.valueOf(now)
                            : (then == null ? "none" : then) + " -> " + (now == null ? "none" : now));
        }
    }

    private void sample(SystemChange.SampleChange sample) {
        if (sample.records().isEmpty()) {
            detail("sample", sample.file() + (sample.sampleItself() ? " is another" : " is rejected otherwise"));
        }
        sample.records()
                .forEach((record, fields) -> detail(
                        "sample",
                        sample.file() + (sample.sampleItself() ? " (itself another)" : "") + ", record " + record
                                + " comes out otherwise: " + String.join(", ", fields)));
    }

    private String coloured(SystemChange change, String kind) {
        return switch (change.kind()) {
            case "new" -> ink.good(kind);
            case "removed" -> ink.bad(kind);
            case "changed" -> ink.doubtful(kind);
            default -> ink.aside(kind);
        };
    }

    private static String arrow(SystemChange.Value value) {
        return value.name() + ": " + (value.before() == null ? "(absent)" : value.before()) + " -> "
                + (value.after() == null ? "(absent)" : value.after());
    }

    private void detail(String what, String text) {
        out.println("          " + what + " " + Table.plain(text));
    }
}
