package org.nansen.gateway.normalize;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.nansen.gateway.normalize.SampleForm.Field;

/**
 * The first draft of {@code codes/<name>.csv}: every code that the sample holds, to be translated by a person. Only fields
 * whose names say that they hold codes are looked at, so that no name and no number of a person gets in here.
 */
final class DraftCodes {

    private static final int LONGEST = 60;

    /** So many that a list of codes would have come back to some of them. */
    private static final int MANY = 20;

    private DraftCodes() {}

    /** The code system that a system's own codes get. */
    static String systemOf(String system) {
        return system.toUpperCase(Locale.ROOT);
    }

    /** Whether the field's values can be codes at all. */
    static boolean fits(Field field) {
        return !field.values().isEmpty()
                && !SampleForm.tooManyForCodes(field)
                && !(field.filled() >= MANY && field.values().size() * 10 > field.filled() * 9)
                && field.values().stream()
                        .allMatch(value -> value.length() <= LONGEST
                                && value.chars().noneMatch(c -> Character.isISOControl(c) || c == '"'));
    }

    /** Returns the file, or an empty text when there are no codes. */
    static String of(String system, DraftFields fields, CodeLists builtIn) {
        StringBuilder notes = new StringBuilder();
        Map<String, Set<String>> codes = new LinkedHashMap<>();
        for (Field field : fields.everything()) {
            String list = fields.meaningOf(field).codeList();
            if (list.isEmpty() || !fits(field)) {
                continue;
            }
            field.values().forEach(value -> codes.computeIfAbsent(list, any -> new LinkedHashSet<>())
                    .add(list.equals(CodeLists.COUNTRY) ? value : value.toUpperCase(Locale.ROOT)));
            Set<String> knowing = knownTo(field, list, builtIn);
            if (!knowing.isEmpty()) {
                notes.append("# Every ")
                        .append(list)
                        .append(" code of the sample's field ")
                        .append(field.name().replaceAll("\\p{Cntrl}", " "))
                        .append(" is one of ")
                        .append(String.join(", ", knowing))
                        .append(". Only if the field is known\n# to use it: name it in the mapping, and delete these")
                        .append(" rows. The same letters mean other states elsewhere.\n");
            }
        }
        if (codes.isEmpty()) {
            return "";
        }
        StringBuilder file = new StringBuilder();
        file.append(
                "# CONFIRM: fill in the targets; a code without one is refused. docs/mapping.md lists what each list may"
                        + " give.\n");
        file.append(notes);
        file.append("list,system,code,target,note\n");
        codes.forEach((list, values) -> values.forEach(value -> file.append(list)
                .append(',')
                .append(systemOf(system))
                .append(',')
                .append(value.indexOf(',') >= 0 || value.indexOf('#') == 0 ? "\"" + value + "\"" : value)
                .append(",,\n")));
        return file.toString();
    }

    /** Returns the built-in code systems of a list that know every value of the field. */
    private static Set<String> knownTo(Field field, String list, CodeLists codes) {
        Set<String> knowing = new LinkedHashSet<>();
        for (String system : codes.systems(list)) {
            if (!field.values().isEmpty()
                    && field.values().stream().allMatch(value -> codes.decided(list, system, value))) {
                knowing.add(system);
            }
        }
        return knowing;
    }
}
