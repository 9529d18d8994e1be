package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nansen.gateway.intake.SystemFolder;
import org.nansen.gateway.normalize.CanonicalFields;
import org.nansen.gateway.normalize.Normalizer;
import org.nansen.gateway.normalize.Observation;
import org.nansen.gateway.normalize.SampleResult;
import org.nansen.gateway.normalize.Samples;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.settings.SettingsFault.Problem;

/**
 * What {@code check} found in one system's folder.
 *
 * @param findings what must be mended
 * @param warnings what a person should look at
 * @param mapping version of mapping and codes; empty where they cannot be used
 * @param neverFilled canonical fields that no record of any sample has
 */
record CheckReport(
        String system,
        List<Problem> findings,
        List<Problem> warnings,
        String mapping,
        List<SampleResult> samples,
        Observation observed,
        List<String> neverFilled) {

    /** What {@code init} writes beside everything that it could only suppose. */
    static final String TO_CONFIRM = "CONFIRM";

    /** What a warning of such a line begins with. */
    static final String UNCONFIRMED = "to be confirmed: ";

    static CheckReport of(SystemFolder system, List<Problem> conflicts) {
        List<Problem> findings = new ArrayList<>(system.problems());
        findings.addAll(conflicts);
        List<Problem> warnings = new ArrayList<>(system.notes());
        String shown = "config/systems/" + system.name();
        warnings.addAll(system.advice());
        system.neverAsks().ifPresent((system.isInShadow() ? warnings : findings)::add);
        unfinished(system.folder(), shown, warnings);
        Observation observed = new Observation();
        List<SampleResult> samples = system.normalizer()
                .map(normalizer -> Samples.run(system.folder(), normalizer, observed))
                .orElse(List.of());
        judge(samples, shown, system.normalizer().isPresent(), findings, warnings);
        boolean xslt = Files.exists(system.folder().resolve("mapping.xsl"));
        fields(observed, shown, xslt ? "mapping.xsl" : "mapping.jslt", warnings);
        List<JsonNode> records =
                samples.stream().flatMap(sample -> sample.records().stream()).toList();
        return new CheckReport(
                system.name(),
                SystemFolder.inOrder(findings),
                SystemFolder.inOrder(warnings),
                system.normalizer().map(Normalizer::mappingVersion).orElse(""),
                samples,
                observed,
                records.isEmpty() ? List.of() : CanonicalFields.neverFilled(records));
    }

    private static void judge(
            List<SampleResult> samples, String shown, boolean usable, List<Problem> findings, List<Problem> warnings) {
        if (samples.isEmpty() && usable) {
            warnings.add(new Problem(shown + "/samples", 0, "", "there is no sample, so nothing proves the mapping"));
        }
        for (SampleResult sample : samples) {
            String file = shown + "/samples/" + sample.file();
            if (sample.fails()) {
                findings.add(new Problem(file, 0, "", FaultCode.NG_604_SAMPLE.code() + " " + sample.summary()));
            } else if (!sample.compared() && sample.rejected() > 0) {
                findings.add(new Problem(
                        file, 0, "", "records rejected: " + sample.rejected() + "; nothing says that they should be"));
            } else if (!sample.compared()) {
                warnings.add(new Problem(
                        file,
                        0,
                        "",
                        "nothing says what must come of it; when \"try --json\" gives what is right, keep that as "
                                + Samples.expectedOf(sample.file())));
            }
        }
    }

    private static void fields(Observation observed, String shown, String mapping, List<Problem> warnings) {
        Set<String> unread = observed.neverRead();
        if (!unread.isEmpty()) {
            warnings.add(new Problem(
                    shown + "/" + mapping,
                    0,
                    "",
                    "never reads these fields of the samples: " + String.join(", ", unread)));
        }
        if (!observed.partlyRead().isEmpty()) {
            warnings.add(new Problem(
                    shown + "/" + mapping,
                    0,
                    "",
                    "reads only a part of these lists of the samples (a loop takes all of one, [0] its first): "
                            + words(observed.partlyRead())));
        }
        for (Observation.OddNames names : observed.oddNames()) {
            warnings.add(new Problem(shown + "/samples/" + names.sample(), 0, "", words(names)));
        }
        Set<String> absent = observed.readButAbsent();
        if (!absent.isEmpty()) {
            warnings.add(new Problem(
                    shown + "/samples",
                    0,
                    "",
                    "fill none of these fields, which mapping or settings read (empty, or mistyped there): "
                            + String.join(", ", absent)));
        }
    }

    /** How many elements stand in each list, and how many are read. */
    static String words(List<Observation.PartlyRead> lists) {
        return lists.stream()
                .map(one -> one.list() + ": " + one.stand() + " stand there, " + one.read() + " are read")
                .collect(Collectors.joining("; "));
    }

    /** How many names are odd and where the first is, without any. */
    static String words(Observation.OddNames names) {
        String odd = names.odd() == 0
                ? ""
                : "names or birth places with characters that no name has: " + names.odd() + ", first in line "
                        + names.firstOdd() + "; is the character set right?";
        String digits = names.digits() == 0
                ? ""
                : "names with digits: " + names.digits() + ", first in line " + names.firstDigits()
                        + "; is it the field of a name?";
        return odd + (odd.isEmpty() || digits.isEmpty() ? "" : " ") + digits;
    }

    /** Lines that wait for a person's word. */
    private static void unfinished(Path folder, String shown, List<Problem> warnings) {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            for (Path file : files.filter(CheckReport::isText).sorted().toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                marked(file, shown + "/" + name, warnings);
            }
        } catch (IOException | UncheckedIOException unreadable) {
            // What cannot be read is told by whoever needs it.
        }
    }

    private static void marked(Path file, String shown, List<Problem> warnings) {
        try {
            int line = 0;
            for (String text : Files.readAllLines(file)) {
                line++;
                int at = text.indexOf(TO_CONFIRM + ":");
                if (at >= 0) {
                    String what = text.substring(at + TO_CONFIRM.length() + 1).strip();
                    warnings.add(new Problem(shown, line, "", UNCONFIRMED + what));
                }
            }
        } catch (IOException unreadable) {
            // What cannot be read is told by whoever needs it.
        }
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && !"samples".equals(String.valueOf(file.getParent().getFileName()))
                && (name.endsWith(".yaml") || name.endsWith(".jslt") || name.endsWith(".csv"));
    }
}
