package org.nansen.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import net.jqwik.api.constraints.Size;

/** What holds for every zone: no text throws, what was made reads back, and a changed character is found where it can be. */
class AnyMrzTest {

    private static final String CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";

    /** Lines, and what they were made from. */
    record Made(List<String> lines, String number, String surname, String given, String birth) {}

    @Property(tries = 1_000)
    void noTextThrows(@ForAll @Size(max = 4) List<String> lines) {
        assertThat(Mrz.read(lines)).isNotNull();
    }

    @Property(tries = 1_000)
    void noLinesOfTheRightLengthThrow(@ForAll("anyLines") List<String> lines) {
        // V stands for a visa, and visas have no three lines.
        if (lines.size() == 3 && lines.get(0).startsWith("V")) {
            assertThat(Mrz.read(lines)).isEmpty();
            return;
        }
        Mrz mrz = Mrz.read(lines).orElseThrow();
        assertThat(mrz.birthDate(MrzTest.TODAY))
                .satisfiesAnyOf(date -> assertThat(date).isNull(), date -> assertThat(date)
                        .matches("XXXX|\\d{4}(-\\d\\d(-\\d\\d)?)?"));
        assertThat(mrz.expiry(MrzTest.TODAY))
                .satisfiesAnyOf(date -> assertThat(date).isNull(), date -> assertThat(date)
                        .matches("\\d{4}-\\d\\d-\\d\\d"));
        assertThat(mrz.isValid())
                .isEqualTo(mrz.findings().stream().allMatch(finding -> finding.kind() == MrzFinding.Kind.LOOK_ALIKE));
    }

    @Property(tries = 500)
    void whatWasMadeReadsBack(@ForAll("made") Made made) {
        Mrz mrz = Mrz.read(made.lines()).orElseThrow();
        assertThat(mrz.findings()).isEmpty();
        assertThat(mrz.documentNumber()).isEqualTo(made.number());
        assertThat(mrz.surname()).isEqualTo(made.surname());
        assertThat(mrz.given()).isEqualTo(made.given());
        assertThat(mrz.birthDate()).isEqualTo(made.birth());
    }

    /**
     * The weights 7, 3 and 1 have no factor in common with 10, so one changed character of a checked field goes unseen only
     * when both characters have the same value modulo 10.
     */
    @Property(tries = 2_000)
    void oneChangedCharacterOfACheckedFieldIsFoundUnlessBothCountTheSame(
            @ForAll("made") Made made, @ForAll("places") int place, @ForAll("characters") char with) {
        String line = made.lines().get(1);
        List<Integer> checked = new ArrayList<>();
        int birth = made.lines().size() == 3 ? 0 : 13;
        for (int at = birth; at < birth + 7; at++) {
            checked.add(at);
        }
        for (int at = birth + 8; at < birth + 15; at++) {
            checked.add(at);
        }
        int at = checked.get(place % checked.size());
        char was = line.charAt(at);
        List<String> changed = new ArrayList<>(made.lines());
        changed.set(1, line.substring(0, at) + with + line.substring(at + 1));

        boolean isDigit = at == birth + 6 || at == birth + 14;
        boolean same = isDigit ? was == with : value(was) % 10 == value(with) % 10;
        boolean found = Mrz.read(changed).orElseThrow().findings().stream()
                .anyMatch(finding -> finding.kind() == MrzFinding.Kind.CHECK_DIGIT
                        && (finding.field() == MrzField.BIRTH_DATE || finding.field() == MrzField.EXPIRY));
        assertThat(found).isEqualTo(!same);
    }

    @Property(tries = 500)
    void aConfusedCharacterIsToldWhereItStands(@ForAll("made") Made made, @ForAll("places") int place) {
        // A 0 read as O in a date counts 24 instead of 0, a 1 read as I 18 instead of 1, an 8 as B 11, a 5 as S 28, a 2
        // as Z 35.
        int birth = made.lines().size() == 3 ? 0 : 13;
        String line = made.lines().get(1);
        int at = birth + place % 6;
        int alike = "01852".indexOf(line.charAt(at));
        if (alike >= 0) {
            char with = "OIBSZ".charAt(alike);
            List<String> changed = new ArrayList<>(made.lines());
            changed.set(1, line.substring(0, at) + with + line.substring(at + 1));
            assertThat(Mrz.read(changed).orElseThrow().findings())
                    .contains(new MrzFinding(MrzFinding.Kind.LOOK_ALIKE, MrzField.BIRTH_DATE, 2, at + 1))
                    .contains(new MrzFinding(MrzFinding.Kind.CHARACTER, MrzField.BIRTH_DATE, 2, at + 1));
        }
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 1_000);
    }

    @Provide
    Arbitrary<Character> characters() {
        return Arbitraries.of(CHARACTERS.chars().mapToObj(c -> (char) c).toList());
    }

    @Provide
    Arbitrary<List<String>> anyLines() {
        StringArbitrary characters = Arbitraries.strings().withChars(CHARACTERS.toCharArray());
        return Arbitraries.oneOf(
                characters.ofLength(30).list().ofSize(3),
                characters.ofLength(36).list().ofSize(2),
                characters.ofLength(44).list().ofSize(2));
    }

    @Provide
    Arbitrary<Made> made() {
        StringArbitrary letters = Arbitraries.strings().withCharRange('A', 'Z');
        Arbitrary<String> numbers = Arbitraries.strings()
                .withChars(CHARACTERS.replace("<", "").toCharArray())
                .ofMinLength(1)
                .ofMaxLength(14);
        return Combinators.combine(
                        Arbitraries.of(MrzFormat.TD1, MrzFormat.TD2, MrzFormat.TD3),
                        numbers,
                        letters.ofMinLength(1).ofMaxLength(12),
                        letters.ofMinLength(1).ofMaxLength(12),
                        Arbitraries.integers().between(10, 99),
                        Arbitraries.integers().between(10, 12),
                        Arbitraries.integers().between(10, 28))
                .as((format, number, surname, given, year, month, day) -> made(
                        format,
                        format == MrzFormat.TD3 || number.length() < 9 ? cut(number) : number,
                        surname,
                        given,
                        "" + year + month + day));
    }

    private static String cut(String number) {
        return number.substring(0, Math.min(9, number.length()));
    }

    private static Made made(MrzFormat format, String number, String surname, String given, String birth) {
        boolean goesOn = number.length() > 9;
        String first = fill(number, 9).substring(0, 9) + (goesOn ? "<" : CheckDigit.of(fill(number, 9)));
        String rest = goesOn ? number.substring(9) + CheckDigit.of(number) : "";
        String dates = birth + CheckDigit.of(birth) + "F" + "301231" + CheckDigit.of("301231");
        String name = surname + "<<" + given;
        List<String> lines;
        if (format == MrzFormat.TD1) {
            String upper = "I<SYR" + first + fill(rest, 15);
            String middle = dates + "SYR" + "<".repeat(11);
            char all = CheckDigit.of(
                    upper.substring(5) + middle.substring(0, 7) + middle.substring(8, 15) + middle.substring(18));
            lines = List.of(upper, middle + all, fill(name, 30));
        } else {
            boolean passport = format == MrzFormat.TD3;
            String lower = first + "SYR" + dates + (passport ? "<".repeat(15) : fill(rest, 7));
            char all = CheckDigit.of(lower.substring(0, 10) + lower.substring(13, 20) + lower.substring(21));
            lines = List.of((passport ? "P<SYR" : "I<SYR") + fill(name, passport ? 39 : 31), lower + all);
        }
        return new Made(lines, number, surname, given, birth);
    }

    private static String fill(String text, int length) {
        return text.length() >= length ? text : text + "<".repeat(length - text.length());
    }

    private static int value(char c) {
        return c >= '0' && c <= '9' ? c - '0' : c == '<' ? 0 : c - 'A' + 10;
    }
}
