package org.nansen.gateway.screening;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.PersonName;
import org.nansen.gateway.record.Transliteration;

/**
 * The ways in which documents of other states write a person's names: Müller is MUELLER, MUXXLLER or MULLER there (ICAO Doc
 * 9303-3, section 6). A search that tries only one of them finds nobody, and that would read as clear. They are made for
 * the question and never kept: the record says what its source said.
 */
final class Spellings {

    /** More than any real name has; the recommended forms of all names come first. */
    private static final int MOST = 300;

    private Spellings() {}

    /** Returns the spellings that are not among the names already, whatever their case. */
    static List<PersonName> of(Collection<PersonName> names) {
        Set<String> known = new HashSet<>();
        names.forEach(name -> known.add(key(name)));
        List<List<PersonName>> forms = names.stream().map(Spellings::forms).toList();
        int most = forms.stream().mapToInt(List::size).max().orElse(0);
        Set<PersonName> spellings = new LinkedHashSet<>();
        for (int at = 0; at < most; at++) {
            for (List<PersonName> each : forms) {
                if (at < each.size() && spellings.size() < MOST && known.add(key(each.get(at)))) {
                    spellings.add(each.get(at));
                }
            }
        }
        return List.copyOf(spellings);
    }

    private static List<PersonName> forms(PersonName name) {
        List<PersonName> forms = new ArrayList<>();
        if (has(name.surname()) && has(name.given())) {
            Transliteration.forms(List.of(text(name.surname()), text(name.given())))
                    .forEach(form -> forms.add(spelling(form.get(0), form.get(1), null)));
        } else if (has(name.surname())) {
            Transliteration.forms(text(name.surname())).forEach(form -> forms.add(spelling(form, null, null)));
        }
        for (String whole : new String[] {text(name.full()), text(name.latin())}) {
            if (!whole.isBlank()) {
                Transliteration.forms(whole).forEach(form -> forms.add(spelling(null, null, form)));
            }
        }
        return forms;
    }

    private static PersonName spelling(@Nullable String surname, @Nullable String given, @Nullable String full) {
        return new PersonName(PersonName.Type.SPELLING, surname, given, full, "Latn", null, null);
    }

    private static boolean has(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static String key(PersonName name) {
        return String.join("\n", text(name.surname()), text(name.given()), text(name.full()))
                .toUpperCase(Locale.ROOT);
    }
}
