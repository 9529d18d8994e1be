package org.nansen.gateway.normalize;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nansen.gateway.normalize.SampleForm.Field;

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
        files.put(sampleName(), DraftSample.of(form, fields));
    }

    /**
     * Looks at a sample.
     *
     * @param bytes the beginning of it, up to {@link #MOST_BYTES}
     * @param whole whether these are all
     * @param fileName for example {@code export.csv}
     * @return nothing when no record can be made out in it
     */
    public static Optional<FirstDraft> of(String system, String country, byte[] bytes, boolean whole, String fileName) {
        RawSample sample = new RawSample(bytes, whole, fileName);
        return FormDetector.ALL.stream()
                .map(detector -> detector.look(sample))
                .flatMap(Optional::stream)
                .filter(form -> form.fields().stream().anyMatch(DraftFields::canBeNamed))
                .findFirst()
                .map(form -> new FirstDraft(system, country, form));
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
        form.format()
                .forEach((key, value) ->
                        words.append(", ").append(key).append(' ').append(value));
        return words.append(", records looked at ")
                .append(form.records().size())
                .toString();
    }

    /** A field of the sample and what it is taken for; without values. */
    public record Supposition(String field, String meaning, String details) {}

    /** What each field is taken for. */
    public List<Supposition> suppositions() {
        List<Supposition> suppositions = new ArrayList<>();
        for (Field field : fields.all()) {
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
        int records = form.records().size();
        List<String> details = new ArrayList<>();
        if (field.filled() < records) {
            details.add("filled in " + field.filled() + " of " + records);
        }
        List<String> dates = meaning.codeList().isEmpty() ? DraftFields.dateFormats(field) : List.of();
        if (!dates.isEmpty() && !dates.get(0).equals("yyyy")) {
            details.add("date " + String.join(" or ", dates));
        } else if (field.filled() > 0 && field.values().stream().allMatch(value -> value.matches("-?\\d+"))) {
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
