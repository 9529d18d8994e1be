package org.nansen.gateway.dev;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** What the demo's {@code registry} writes: semicolon CSV in ISO-8859-1 with German dates and DESTATIS country keys. */
public final class RegistryExport {

    private static final String HEADER =
            "NR;PERSNR;AKTE;VORGANG;STAND;NAME;VORNAME;GEBDAT;GESCHL;STAATKZ;ANTRAG;PASSNR;PASSLAND";
    private static final DateTimeFormatter GERMAN = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private RegistryExport() {}

    /** Returns a file with one application of each person. */
    public static byte[] applications(List<InventedPerson> people, Instant at) {
        StringBuilder file = new StringBuilder(HEADER).append("\r\n");
        people.forEach(person -> file.append(application(person, at)).append("\r\n"));
        return file.toString().getBytes(ISO_8859_1);
    }

    /** Returns a file with one row whose country no code system knows, among good ones. */
    public static byte[] withUnknownCountry(List<InventedPerson> people, Instant at) {
        String file = new String(applications(people, at), ISO_8859_1);
        InventedPerson last = people.get(people.size() - 1);
        int row = file.lastIndexOf(";" + last.country().destatis() + ";" + date(at) + ";");
        return (file.substring(0, row + 1) + "999" + file.substring(row + 4)).getBytes(ISO_8859_1);
    }

    private static String application(InventedPerson person, Instant at) {
        LocalDate birth = person.birthDate();
        return String.join(
                ";",
                "R" + number(person),
                "P" + number(person),
                fileNumber(person),
                "ANTRAG",
                at.toString(),
                person.surname(),
                person.given(),
                birth == null ? "00.00." + person.birthYear() : birth.format(GERMAN),
                person.sex() == 1 ? "M" : "W",
                person.country().destatis(),
                date(at),
                person.number() % 3 == 0 ? "T" + number(person) : "",
                person.number() % 3 == 0 ? person.country().destatis() : "");
    }

    static String fileNumber(InventedPerson person) {
        return "XAA-%06d".formatted(person.number());
    }

    static String number(InventedPerson person) {
        return "%06d".formatted(person.number());
    }

    private static String date(Instant at) {
        return at.atZone(ZoneOffset.UTC).format(GERMAN);
    }
}
