package org.nansen.gateway.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.util.List;

/** What the demo's {@code shelter} writes: comma CSV of 15 columns whose rows end after the twelfth. */
public final class ShelterExport {

    private static final String HEADER = "Organisation,Facility,Facility Type,Sex,First Name,Last Name,DOB,Nationality,"
            + "Family,Shelter,Unit,Case,Registration Date,Status,Label";

    private ShelterExport() {}

    /** Returns a file with one row a person. */
    public static byte[] residents(List<InventedPerson> people) {
        StringBuilder file = new StringBuilder(HEADER).append('\n');
        people.forEach(person -> file.append(resident(person)).append('\n'));
        return file.toString().getBytes(UTF_8);
    }

    private static String resident(InventedPerson person) {
        LocalDate birth = person.birthDate();
        return String.join(
                ",",
                "Harbour Aid",
                "North Quay House",
                "Shelter",
                person.sex() == 1 ? "Male" : "Female",
                person.given(),
                person.surname(),
                birth == null ? String.valueOf(person.birthYear()) : birth.toString(),
                person.country().alpha2(),
                "",
                "North Quay House",
                "%d %s".formatted(person.number() / 4, (char) ('A' + person.number() % 4)),
                "S" + RegistryExport.number(person));
    }
}
