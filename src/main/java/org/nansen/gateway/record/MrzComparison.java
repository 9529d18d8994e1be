package org.nansen.gateway.record;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds a machine readable zone against what the record itself says of the document and of its holder. */
public final class MrzComparison {

    private final Mrz mrz;
    private final UnaryOperator<@Nullable String> country;
    private final LocalDate today;

    /**
     * @param country gives the canonical code of a code in the zone ({@code D} is {@code DEU}), or null
     * @param today decides the century of years of two figures
     */
    public MrzComparison(Mrz mrz, UnaryOperator<@Nullable String> country, LocalDate today) {
        this.mrz = mrz;
        this.country = country;
        this.today = today;
    }

    /** Returns the canonical fields that say something else than the zone. What one of both does not know is no difference. */
    public List<String> differences(IdentityDocument document, @Nullable Person person) {
        List<String> differing = new ArrayList<>();
        add(differing, "number", !mrz.documentNumber().equals(plain(document.number())));
        Country issuer = document.issuer();
        add(differing, "issuer", issuer != null && differs(issuer.code(), country.apply(mrz.issuer())));
        String expires = document.expires();
        String expiry = mrz.expiry(today);
        add(differing, "expires", expires != null && expiry != null && !expiry.startsWith(expires));
        if (person != null) {
            add(
                    differing,
                    "person/birthDate",
                    birthDateDiffers(person.birthDate().value()));
            add(differing, "person/sex", sexDiffers(person.sex().code()));
            String nationality = country.apply(mrz.nationality());
            add(
                    differing,
                    "person/nationalities",
                    nationality != null
                            && person.nationalities().stream()
                                    .noneMatch(held -> held.country().code().equals(nationality)));
            add(differing, "person/names", nameDiffers(person));
        }
        return differing;
    }

    private static void add(List<String> differing, String field, boolean differs) {
        if (differs) {
            differing.add(field);
        }
    }

    private static boolean differs(String one, @Nullable String other) {
        return other != null && !one.equals(other);
    }

    private boolean birthDateDiffers(String held) {
        String read = mrz.birthDate(today);
        if (read == null || read.equals("XXXX") || held.equals("XXXX")) {
            return false;
        }
        String[] ends = held.split("/");
        String from = ends[0];
        String to = ends[ends.length - 1];
        // As far as both are known: 1980 agrees with every day in it, and a range with every day between its ends.
        return read.compareTo(from.substring(0, Math.min(from.length(), read.length()))) < 0
                || read.substring(0, Math.min(to.length(), read.length())).compareTo(to) > 0;
    }

    private boolean sexDiffers(int held) {
        int read = mrz.sex().equals("M") ? 1 : mrz.sex().equals("F") ? 2 : 0;
        return read != 0 && (held == 1 || held == 2) && held != read;
    }

    private boolean nameDiffers(Person person) {
        List<PersonName> names = Stream.concat(
                        person.names().stream(), person.aliases().stream().flatMap(alias -> alias.names().stream()))
                .toList();
        boolean comparable = false;
        for (PersonName name : names) {
            for (List<String> form : forms(name)) {
                comparable = true;
                if (form.size() == 1 ? fitsWhole(form.get(0)) : fits(form.get(0), form.get(1))) {
                    return false;
                }
            }
        }
        return comparable;
    }

    /** All ways to write the name: surname and given name, or only one text where the source does not part it. */
    private static List<List<String>> forms(PersonName name) {
        List<List<String>> forms = new ArrayList<>();
        String surname = name.surname();
        if (surname != null) {
            forms.addAll(
                    name.given() == null
                            ? Transliteration.forms(List.of(surname))
                            : Transliteration.forms(List.of(surname, Objects.requireNonNull(name.given()))));
        }
        for (String whole : Arrays.asList(name.full(), name.latin())) {
            if (whole != null) {
                forms.addAll(Transliteration.forms(List.of(whole)));
            }
        }
        String zone = name.mrz();
        if (zone != null) {
            forms.add(List.of(zone.replace("<", " ")));
        }
        return forms;
    }

    private boolean fits(String surname, String given) {
        String read = mrz.given() == null ? "" : mrz.given();
        return mrz.nameMayBeCut()
                ? cutFits(mrz.surname() + " " + read, surname + " " + given)
                : same(mrz.surname(), surname) && same(read, given);
    }

    private boolean fitsWhole(String whole) {
        String read = mrz.given() == null ? "" : mrz.given();
        return mrz.nameMayBeCut()
                ? cutFits(mrz.surname() + " " + read, whole)
                : same(mrz.surname() + read, whole) || same(read + mrz.surname(), whole);
    }

    /** Where a name fills its field, parts of it are cut or left out, but keep their order (Doc 9303-3, section 4.6). */
    private static boolean cutFits(String read, String whole) {
        List<String> parts = new ArrayList<>(List.of(whole.strip().split(" +")));
        for (String part : read.strip().split(" +")) {
            while (!parts.isEmpty() && !parts.get(0).startsWith(part)) {
                parts.remove(0);
            }
            if (parts.isEmpty()) {
                return false;
            }
            parts.remove(0);
        }
        return true;
    }

    /** Blanks do not count: one document has VAN DER BERG, another VANDERBERG. */
    private static boolean same(String one, String other) {
        return one.replace(" ", "").equals(other.replace(" ", ""));
    }

    private static String plain(String number) {
        return number.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }
}
