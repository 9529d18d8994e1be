package org.nansen.gateway.normalize;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nansen.gateway.normalize.SampleForm.Field;
import org.nansen.gateway.record.FaultCode;

/**
 * A starting folder for a system of which only a sample is known: what the sample shows is filled in, what it only
 * suggests is marked for a person, and nothing of the people in it is kept but the codes.
 */
public final class FirstDraft {

    /** How much of a sample is looked at. */
    public static final int MOST_BYTES = 4 * 1024 * 1024;

    private final SampleForm form;
    private final DraftFields fields;
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private FirstDraft(String system, String country, SampleForm form) {
        this.form = form;
        this.fields = new DraftFields(form.fields());
        put("system.yaml", DraftSettings.of(system, country, form, fields));
        put("mapping.jslt", DraftMapping.of(system, fields));
        String codes = DraftCodes.of(system, fields, CodeLists.builtIn());
        if (!codes.isEmpty()) {
            put("codes/" + system + ".csv", codes);
        }
        files.put(sampleName(), form.writer().write(DraftSample.of(form, fields)));
    }

    /**
     * Looks at a sample in whatever form the gateway reads, packed or not.
     *
     * @param in the file; no more of it is read than has to be
     * @param fileName for example {@code export.csv}
     * @param spool private folder for what has to lie on disk to be looked at
     * @throws UnusableSample when nothing can be begun with it
     * @throws UncheckedIOException when the file itself cannot be read
     */
    public static FirstDraft of(String system, String country, InputStream in, String fileName, Path spool)
            throws UnusableSample {
        try (Opening opening = RawSample.opening(in, spool)) {
            return of(system, country, RawSample.of(opening, fileName));
        } catch (BadInput bad) {
            throw UnusableSample.of(bad);
        } catch (IOException stream) {
            throw new UncheckedIOException(stream);
        }
    }

    /**
     * Looks at the beginning of a sample.
     *
     * @param bytes unpacked, up to {@link #MOST_BYTES}
     * @param whole whether these are all
     */
    public static FirstDraft of(String system, String country, byte[] bytes, boolean whole, String fileName)
            throws UnusableSample {
        return of(system, country, RawSample.of(bytes, whole, fileName));
    }

    private static FirstDraft of(String system, String country, RawSample sample) throws UnusableSample {
        for (FormDetector detector : FormDetector.ALL) {
            Optional<SampleForm> form = detector.look(sample);
            if (form.isPresent() && form.get().fields().stream().anyMatch(DraftFields::canBeNamed)) {
                return new FirstDraft(system, country, form.get());
            }
        }
        throw nothingIn(sample);
    }

    private static UnusableSample nothingIn(RawSample sample) {
        byte[] bytes = sample.bytes();
        if (sample.book() == null && bytes.length == 0) {
            return UnusableSample.of(FaultCode.NG_110_EMPTY, "The sample is empty.");
        }
        if (Workbook.isCompound(bytes)) {
            return UnusableSample.of(Workbook.noWorkbook(Arrays.copyOf(bytes, 4)));
        }
        if (sample.book() == null && sample.text().isEmpty()) {
            return new UnusableSample(
                    "No record can be made out in it: it is neither text in a known character set nor an"
                            + " Excel workbook. Text in EBCDIC, or of fixed width without line ends, has to be described by hand;"
                            + " docs/integrators.md shows how.");
        }
        return new UnusableSample(
                "No record can be made out in it. Known are CSV (; , tab |), lines of fixed width that are"
                        + " all as long, JSON, NDJSON, XML and Excel (.xlsx) with a row that names its columns, each also as .gz or"
                        + " .zip; for anything else begin with a folder as docs/integrators.md shows it.");
    }

    /** The files of the folder, by name; the sample among them holds invented people. */
    public Map<String, byte[]> files() {
        return java.util.Collections.unmodifiableMap(files);
    }

    /** Name of the sample in the folder. */
    public String sampleName() {
        return "samples/first.in." + form.suffix();
    }

    /** What was seen of the form, in words. */
    public String seen() {
        StringBuilder words = new StringBuilder(form.kind());
        if (!form.encoding().isEmpty()) {
            words.append(", charset ").append(form.encoding());
        }
        form.format().forEach((key, value) -> words.append(", ")
                .append(key)
                .append(' ')
                .append(value.startsWith("\n") ? String.valueOf(value.lines().count() - 1) : value));
        return words.append(", records looked at ")
                .append(form.records().size())
                .toString();
    }

    /** What a person has to confirm about the form, in words. */
    public List<String> doubts() {
        return List.copyOf(form.doubts());
    }

    /** A field of the sample and what it is taken for; without values. */
    public record Supposition(String field, String meaning, String details) {}

    /** What each field is taken for. */
    public List<Supposition> suppositions() {
        List<Supposition> suppositions = new ArrayList<>();
        for (Field field : fields.everything()) {
            Meaning meaning = fields.meaningOf(field);
            suppositions.add(new Supposition(field.name(), word(meaning), details(field, meaning)));
        }
        return suppositions;
    }

    private static String word(Meaning meaning) {
        return switch (meaning) {
            case UNKNOWN -> "";
            case NEVER_KEPT -> "never kept: dropped before the mapping";
            default -> meaning.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private String details(Field field, Meaning meaning) {
        List<String> details = new ArrayList<>();
        if (!field.note().isEmpty()) {
            details.add(field.note());
        }
        if (field.filled() < field.among() && meaning != Meaning.NEVER_KEPT) {
            details.add("filled in " + field.filled() + " of " + field.among());
        }
        List<String> dates = meaning.codeList().isEmpty() ? DraftDates.formats(field.values()) : List.of();
        if (!dates.isEmpty() && !dates.get(0).equals("yyyy")) {
            details.add("date " + String.join(" or ", dates));
        } else if (!field.values().isEmpty() && field.values().stream().allMatch(value -> value.matches("-?\\d+"))) {
            details.add("numbers");
        }
        if (!meaning.codeList().isEmpty() && DraftCodes.fits(field)) {
            details.add("codes: " + field.values().size());
        }
        return String.join(", ", details);
    }

    private void put(String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "FirstDraft[" + form.kind() + "]";
    }
}
