package org.nansen.gateway.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.PersonName;

/** Forms worked out by hand from ICAO Doc 9303-3, section 6. */
class SpellingsTest {

    @Test
    void everyWayInWhichADocumentMayWriteANameIsAsked() {
        assertThat(shown(Spellings.of(List.of(name("Quärz", "Örn", null, null)))))
                .containsExactlyInAnyOrder("QUAERZ|OERN", "QUAERZ|ORN", "QUARZ|OERN", "QUARZ|ORN");
        assertThat(Spellings.of(List.of(name("Quärz", "Örn", null, null)))).allSatisfy(spelling -> {
            assertThat(spelling.type()).isEqualTo(PersonName.Type.SPELLING);
            assertThat(spelling.script()).isEqualTo("Latn");
        });
    }

    @Test
    void whatIsAskedAlreadyIsNotAskedTwice() {
        assertThat(Spellings.of(List.of(name("Feldspat", "Anna Maria", null, null))))
                .isEmpty();
        assertThat(Spellings.of(List.of(name("FELDSPAT", null, null, null)))).isEmpty();
        assertThat(shown(Spellings.of(List.of(name("Glühmer", null, null, null), name("Gluhmer", null, null, null)))))
                .containsExactly("GLUEHMER", "GLUXXHMER");
    }

    @Test
    void wholeNamesLatinFormsAndOtherScriptsAreWrittenToo() {
        // The Latin form has no letter of the tables, so only its own capitals would be a form, and a name of its own.
        assertThat(shown(Spellings.of(List.of(name(null, null, "محمود", "Mahmoud Glimmer")))))
                .containsExactly("MXHMWD", "MAHMOUD GLIMMER");
        assertThat(shown(Spellings.of(List.of(name("Шмидт", "Олег", null, null)))))
                .contains("SHMIDT|OLEG", "SMIDT|OLEH");
        assertThat(Spellings.of(List.of(name("李", null, null, null)))).isEmpty();
    }

    @Test
    void namesMadeToBeLongAskABoundedNumber() {
        List<PersonName> many = new ArrayList<>();
        for (int at = 0; at < 50; at++) {
            many.add(name("ÄÖÜÑГЩ" + "АБВГД".charAt(at % 5) + "X".repeat(at), "ÄÖÜÑ", null, "ÄÖÜÑ" + "Y".repeat(at)));
        }
        List<PersonName> spellings = Spellings.of(many);
        assertThat(spellings).hasSize(300);
        // The recommended form of every name is among them.
        assertThat(shown(spellings)).contains("AEOEUENGSHCHA|AEOEUEN");
        assertThat(spellings.stream()
                        .filter(spelling -> spelling.surname() != null)
                        .map(spelling ->
                                spelling.surname().replaceAll("[^X]", "").length())
                        .distinct()
                        .count())
                .isGreaterThanOrEqualTo(45);
    }

    private static List<String> shown(List<PersonName> names) {
        return names.stream()
                .map(name -> name.surname() == null
                        ? String.valueOf(name.full())
                        : name.given() == null ? name.surname() : name.surname() + "|" + name.given())
                .toList();
    }

    private static PersonName name(
            @Nullable String surname, @Nullable String given, @Nullable String full, @Nullable String latin) {
        return new PersonName(PersonName.Type.PRIMARY, surname, given, full, null, latin, null);
    }
}
