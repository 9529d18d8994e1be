package org.nansen.gateway.operations;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.nansen.gateway.intake.SystemFolder;
import org.nansen.gateway.record.RecordJson;

/** The end of what {@code try} tells a person: how many, what of, and whether the file would go through. */
final class TryWords {

    private static final int MOST_CODES = 40;

    private final PrintWriter out;
    private final Ink ink;

    TryWords(PrintWriter out, Ink ink) {
        this.out = out;
        this.ink = ink;
    }

    void print(TrySummary summary, SystemFolder system) {
        codes(summary);
        List<String> parts = new ArrayList<>();
        parts.add("source records " + summary.units());
        parts.add("canonical records " + summary.records()
                + summary.events().entrySet().stream()
                        .map(event -> RecordJson.name(event.getKey()) + " " + event.getValue())
                        .collect(Collectors.joining(", ", " (", ")"))
                        .replace(" ()", ""));
        parts.add("rejected " + summary.rejected()
                + (summary.faults().isEmpty()
                        ? ""
                        : summary.faults().entrySet().stream()
                                .map(fault -> fault.getKey() + " " + fault.getValue())
                                .collect(Collectors.joining(", ", " (", ")"))));
        parts.add("skipped " + summary.skipped());
        out.println(ink.heading(system.name()) + ": " + String.join("; ", parts) + ".");
        out.println(
                summary.broken()
                        ? ink.bad(
                                "The file cannot be read to its end; as a drop it would be held or refused as a whole.")
                        : system.wouldHold(summary.rejectedUnits(), summary.units())
                                ? ink.bad("As a drop it would be held whole: more is rejected than the system's limit.")
                                : summary.rejected() > 0
                                        ? ink.doubtful("As a drop it would be accepted without what is rejected.")
                                        : ink.good("As a drop it would be accepted whole."));
        repeats(summary);
        summary.observation()
                .oddNames()
                .forEach(names -> out.println(ink.doubtful("Look at " + CheckReport.words(names))));
        if (!summary.observation().partlyRead().isEmpty()) {
            out.println(ink.doubtful("Lists that the mapping reads only in part: "
                    + CheckReport.words(summary.observation().partlyRead()) + "."));
        }
        out.println(ink.aside("Nothing was sent or kept."));
    }

    private void repeats(TrySummary summary) {
        TryRepeats repeats = summary.repeats();
        List<String> kinds = new ArrayList<>();
        if (repeats.later() > 0) {
            kinds.add("versions of the same record " + repeats.later());
        }
        if (repeats.duplicates() > 0) {
            kinds.add("duplicates with the same content, which are left out " + repeats.duplicates());
        }
        if (summary.conflicts() > 0) {
            kinds.add("rejected for other content " + summary.conflicts());
        }
        if (!kinds.isEmpty()) {
            out.println(ink.doubtful("Records whose number came before in the file: " + summary.repeated() + " ("
                    + String.join("; ", kinds) + "). If they are other records, identity.record is wrong."));
        }
        if (!repeats.complete()) {
            out.println(ink.doubtful("Only the first " + TryRepeats.MOST
                    + " numbers and versions were remembered; whether one behind them comes twice was not seen."));
        }
    }

    private void codes(TrySummary summary) {
        var codes = summary.observation().untranslated();
        if (codes.isEmpty()) {
            return;
        }
        out.println(ink.heading("Codes without a translation"));
        Table table = Table.of("list", "system", "code", "times");
        codes.entrySet().stream()
                .limit(MOST_CODES)
                .forEach(one -> table.row(
                        one.getKey().list(), one.getKey().system(), one.getKey().code(), one.getValue()));
        table.print(out);
        if (codes.size() > MOST_CODES) {
            out.println(ink.aside("and " + (codes.size() - MOST_CODES) + " more; --json shows all"));
        }
        out.println();
    }
}
