package org.nansen.gateway.dev;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;

/** What the demo's {@code border} sends: a JSON object a message, one for each person who asks for asylum at a crossing. */
public final class BorderExport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BorderExport() {}

    /** Returns the message about one person. */
    public static String arrival(InventedPerson person, Instant at) {
        ObjectNode message = JSON.createObjectNode();
        message.put("id", "B" + RegistryExport.number(person));
        message.put("kind", "asylum-request");
        message.put("person", "T" + RegistryExport.number(person));
        message.put("procedure", "BP" + RegistryExport.number(person));
        message.put("at", at.toString());
        ObjectNode traveller = message.putObject("traveller");
        traveller.put("familyName", person.surname());
        traveller.put("givenNames", person.given());
        LocalDate birth = person.birthDate();
        traveller.put("born", birth == null ? String.valueOf(person.birthYear()) : birth.toString());
        traveller.put("sex", person.sex() == 1 ? "M" : "F");
        traveller.put("nationality", person.country().alpha3());
        if (person.number() % 2 == 0) {
            ObjectNode document = message.putObject("document");
            document.put("kind", "P");
            document.put("number", "X" + RegistryExport.number(person));
            document.put("issuer", person.country().alpha3());
        }
        return message.toString();
    }
}
