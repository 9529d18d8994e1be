package org.nansen.gateway.operations;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nansen.gateway.normalize.Difference;
import org.nansen.gateway.normalize.SampleRejection;
import org.nansen.gateway.normalize.SampleResult;

/** A check's findings for a person: what is well in a word, what is not with its place. */
final class CheckWords {

    private static final int MOST_LINES = 40;
    private static final int LONGEST = 60;

    private final PrintWriter out;
    private final Ink ink;

    CheckWords(PrintWriter out, Ink ink) {
        this.out = out;
        this.ink = ink;
    }

    void print(CheckReport report) {
        out.println(ink.heading(report.system()));
        if (!report.mapping().isEmpty()) {
            line(
                    ink.good("well"),
                    "settings, mapping and codes can be used (mapping version " + report.mapping() + ")");
        }
        for (SampleResult sample : report.samples()) {
            if (!sample.fails() && sample.compared()) {
                line(
                        ink.good("well"),
                        "samples/" + sample.file() + ": as expected, records "
                                + sample.records().size()
                                + (sample.rejected() > 0 ? ", rejected " + sample.rejected() : ""));
            }
        }
        report.findings().forEach(finding -> line(ink.bad("mend"), finding.toString()));
        report.samples().forEach(this::sample);
        codes(report);
        report.warnings().stream()
                .filter(warning -> !warning.reason().startsWith(CheckReport.UNCONFIRMED))
                .forEach(warning -> line(ink.doubtful("look"), warning.toString()));
        unconfirmed(report);
        neverFilled(report);
        out.println();
    }

    void total(List<CheckReport> reports) {
        int findings = 0;
        int warnings = 0;
        for (CheckReport report : reports) {
            findings += report.findings().size();
            warnings += report.warnings().size();
        }
        String systems = reports.size() == 1 ? "1 system" : reports.size() + " systems";
        out.println(
                findings == 0
                        ? ink.good("Checked " + systems + ": nothing must be mended")
                                + (warnings == 0 ? "." : "; to look at: " + warnings + ".")
                        : ink.bad("Checked " + systems + ": to be mended: " + findings) + "; to look at: " + warnings
                                + ".");
    }

    private void line(String word, String text) {
        out.println("  " + word + "  " + Table.plain(text));
    }

    private void sample(SampleResult sample) {
        if (!sample.differences().isEmpty()) {
            out.println();
            out.println("        " + ink.heading("samples/" + sample.file()));
            Table table = Table.of("where", "field", "expected", "found");
            sample.differences().stream().limit(MOST_LINES).forEach(one -> table.row(row(one)));
            table.print(out, "        ");
            more(sample.differences().size());
        } else if (!sample.compared() && !sample.rejections().isEmpty()) {
            out.println();
            out.println("        " + ink.heading("samples/" + sample.file()));
            Table table = Table.of("line", "field", "code");
            sample.rejections().stream().limit(MOST_LINES).forEach(one -> table.row(rejection(one)));
            table.print(out, "        ");
            more(sample.rejections().size());
        }
    }

    private static Object[] row(Difference one) {
        return new Object[] {
            one.line() > 0 ? "line " + one.line() : "record " + one.record(),
            one.field().isEmpty() ? (one.line() > 0 ? "" : "(all)") : one.field(),
            value(one.expected(), one.line() > 0),
            value(one.found(), one.line() > 0)
        };
    }

    private static Object[] rejection(SampleRejection one) {
        return new Object[] {one.line(), one.field(), one.code()};
    }

    private static String value(String json, boolean rejection) {
        String text =
                rejection ? json.isEmpty() ? "accepted" : "rejected, " + json : json.isEmpty() ? "(nothing)" : json;
        return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    }

    private void codes(CheckReport report) {
        if (report.observed().untranslated().isEmpty()) {
            return;
        }
        out.println();
        out.println("        " + ink.heading("codes in the samples without a translation"));
        Table table = Table.of("list", "system", "code", "times");
        report.observed().untranslated().entrySet().stream()
                .limit(MOST_LINES)
                .forEach(one -> table.row(
                        one.getKey().list(), one.getKey().system(), one.getKey().code(), one.getValue()));
        table.print(out, "        ");
        more(report.observed().untranslated().size());
        out.println();
    }

    /** The words stand in the files; here it is enough where. */
    private void unconfirmed(CheckReport report) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        report.warnings().stream()
                .filter(warning -> warning.reason().startsWith(CheckReport.UNCONFIRMED))
                .forEach(warning -> lines.computeIfAbsent(warning.file(), file -> new ArrayList<>())
                        .add(String.valueOf(warning.line())));
        lines.forEach((file, at) -> line(
                ink.doubtful("look"),
                file + ": to be confirmed, marked " + CheckReport.TO_CONFIRM + " in line " + String.join(", ", at)));
    }

    private void neverFilled(CheckReport report) {
        Map<String, List<String>> byPart = new LinkedHashMap<>();
        report.neverFilled().forEach(field -> {
            int slash = field.lastIndexOf('/');
            byPart.computeIfAbsent(slash < 0 ? "" : field.substring(0, slash), part -> new ArrayList<>())
                    .add(field.substring(slash + 1));
        });
        if (!byPart.isEmpty()) {
            line(
                    ink.aside("note"),
                    "no sample fills these canonical fields: "
                            + byPart.entrySet().stream()
                                    .map(part -> part.getKey().isEmpty()
                                            ? String.join(", ", part.getValue())
                                            : part.getKey() + " (" + String.join(", ", part.getValue()) + ")")
                                    .collect(Collectors.joining("; ")));
        }
    }

    private void more(int all) {
        if (all > MOST_LINES) {
            out.println("        and " + (all - MOST_LINES) + " more; --json prints them all");
        }
    }
}
