package org.nansen.gateway.record;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.MrzFinding.Kind;

/**
 * A machine readable zone as it was read, TD1, TD2, TD3 or a visa's (ICAO Doc 9303-3 to -7). Nothing in it is mended:
 * what is wrong stands in {@link #findings()}.
 *
 * @param format {@code TD1}, {@code TD2}, {@code TD3}, {@code MRV_A} or {@code MRV_B}
 * @param documentCode one or two letters, for example {@code P}
 * @param issuer as in the zone, without fillers, for example {@code UTO} or {@code D}
 * @param documentNumber without fillers; long ones are put together from both places
 * @param birthDate {@code YYMMDD} as in the zone, with fillers for what is not known
 * @param sex {@code M}, {@code F}, {@code X} or {@code <}
 * @param expiry {@code YYMMDD} as in the zone
 * @param surname primary identifier with blanks
 * @param given secondary identifier with blanks, or null for people with a single name
 * @param nameMayBeCut whether the name fills its field, so that more of it may have been left out
 */
public record Mrz(
        String format,
        List<String> lines,
        String documentCode,
        String issuer,
        String documentNumber,
        String nationality,
        String birthDate,
        String sex,
        String expiry,
        String surname,
        @Nullable String given,
        boolean nameMayBeCut,
        List<MrzFinding> findings) {

    private static final Pattern STATE = Pattern.compile("[A-Z][A-Z<]{2}");
    private static final Pattern CHARACTERS = Pattern.compile("[A-Z0-9<]+");

    public Mrz {
        lines = List.copyOf(lines);
        findings = List.copyOf(findings);
    }

    /**
     * Reads a zone; nothing when it has not the lines, lengths and characters of any format.
     *
     * @param text its lines, one text a line, or one text with all of them, with or without breaks
     */
    public static Optional<Mrz> read(List<String> text) {
        List<String> lines = lines(text);
        if (!lines.stream().allMatch(line -> CHARACTERS.matcher(line).matches())) {
            return Optional.empty();
        }
        return MrzFormat.of(lines).map(format -> of(format, lines));
    }

    /**
     * Returns the codes of the states that a zone names as issuer and nationality, as far as they can be made out: also of one
     * that is cut or has a character too few, for whoever reads them wants to keep something from these states.
     *
     * @param text as for {@link #read}
     */
    public static List<String> states(List<String> text) {
        Optional<Mrz> whole = read(text);
        if (whole.isPresent()) {
            return List.of(whole.get().issuer(), whole.get().nationality());
        }
        List<String> lines = lines(text);
        List<String> states = new ArrayList<>();
        state(lines, 0, 2, states);
        state(lines, 1, lines.size() == 3 ? 15 : 10, states);
        return states;
    }

    private static void state(List<String> lines, int line, int from, List<String> states) {
        if (line < lines.size() && lines.get(line).length() >= from + 3) {
            String code = lines.get(line).substring(from, from + 3);
            if (STATE.matcher(code).matches()) {
                states.add(plain(code));
            }
        }
    }

    private static Mrz of(MrzFormat format, List<String> lines) {
        List<MrzFinding> findings = new ArrayList<>(new MrzCheck(format, lines).findings());
        String birth = format.birthDate.of(lines);
        if (MrzDates.birthDate(birth, MrzDates.EVERY_DAY) == null) {
            findings.add(new MrzFinding(
                    Kind.DATE, MrzField.BIRTH_DATE, format.birthDate.line() + 1, format.birthDate.from() + 1));
        }
        String expiry = format.expiry.of(lines);
        if (!expiry.equals("<<<<<<") && MrzDates.expiry(expiry, MrzDates.EVERY_DAY) == null) {
            findings.add(
                    new MrzFinding(Kind.DATE, MrzField.EXPIRY, format.expiry.line() + 1, format.expiry.from() + 1));
        }
        String name = format.name.of(lines);
        int parted = name.indexOf("<<");
        String primary = parted < 0 ? name : name.substring(0, parted);
        String secondary = parted < 0 ? "" : name.substring(parted);
        return new Mrz(
                format.name(),
                lines,
                plain(MrzFormat.documentCode().of(lines)),
                plain(MrzFormat.issuer().of(lines)),
                number(format, lines),
                plain(format.nationality.of(lines)),
                birth,
                format.sex.of(lines),
                expiry,
                blanks(primary),
                blanks(secondary).isEmpty() ? null : blanks(secondary),
                !name.endsWith("<"),
                findings);
    }

    /** Returns whether every check digit holds and every field has only characters and days that it can have. */
    public boolean isValid() {
        return findings.stream().noneMatch(finding -> finding.kind() != Kind.LOOK_ALIKE);
    }

    /**
     * Returns the birth date as ISO 8601 as far as it is known, {@code XXXX} when it is not, or null when it cannot be. Of
     * the two centuries that a year of two figures leaves, it is the later one that is not to come.
     */
    public @Nullable String birthDate(LocalDate today) {
        return MrzDates.birthDate(birthDate, today);
    }

    /** Returns the expiry as an ISO date within 50 years of the day given, or null when there is none or it cannot be. */
    public @Nullable String expiry(LocalDate today) {
        return MrzDates.expiry(expiry, today);
    }

    private static String number(MrzFormat format, List<String> lines) {
        String number = format.number.of(lines);
        if (format.hasLongNumbers() && format.number.next().of(lines).equals("<")) {
            int rest = rest(format, lines);
            return plain(number + (rest > 1 ? format.optional.of(lines).substring(0, rest - 1) : ""));
        }
        return plain(number);
    }

    /** Length of what a long number has in the optional data, its check digit included; 0 when nothing is there. */
    static int rest(MrzFormat format, List<String> lines) {
        String optional = format.optional.of(lines);
        int end = optional.indexOf('<');
        return end < 0 ? optional.length() : end;
    }

    private static List<String> lines(List<String> text) {
        List<String> lines = text.stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.size() != 1) {
            return lines;
        }
        String all = lines.get(0);
        int width = all.length() == 90 ? 30 : all.length() == 72 ? 36 : all.length() == 88 ? 44 : all.length();
        List<String> parted = new ArrayList<>();
        for (int from = 0; from < all.length(); from += width) {
            parted.add(all.substring(from, from + width));
        }
        return parted;
    }

    private static String plain(String text) {
        return text.replace("<", "").toUpperCase(Locale.ROOT);
    }

    private static String blanks(String text) {
        return text.replace('<', ' ').strip().replaceAll(" +", " ");
    }

    @Override
    public String toString() {
        return "Mrz[format=" + format + ", findings=" + findings.size() + "]";
    }
}
