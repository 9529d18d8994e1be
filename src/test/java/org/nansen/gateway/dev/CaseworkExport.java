package org.nansen.gateway.dev;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** What the demo's {@code casework} posts: decisions on people of {@code registry}, one JSON object a line. */
public final class CaseworkExport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CaseworkExport() {}

    /** Returns one decision a person as NDJSON. */
    public static String decisions(List<InventedPerson> people, Instant at) {
        StringBuilder lines = new StringBuilder();
        people.forEach(person -> lines.append(decision(person, at)).append('\n'));
        return lines.toString();
    }

    private static ObjectNode decision(InventedPerson person, Instant at) {
        ObjectNode decision = JSON.createObjectNode();
        decision.put("decision", "D" + RegistryExport.number(person));
        decision.put("person", "P" + RegistryExport.number(person));
        decision.put("file", RegistryExport.fileNumber(person));
        decision.put("changed", at.toString());
        decision.put("decidedOn", at.atZone(ZoneOffset.UTC).toLocalDate().toString());
        if (person.referenced() || person.number() % 2 == 0) {
            decision.put("outcome", "refugee-status");
            decision.put("stands", "final");
            decision.putArray("against").add(person.country().alpha3());
        } else {
            decision.put("outcome", "refused");
            decision.put("stands", "open-to-appeal");
            decision.putArray("against");
        }
        if (person.referenced()) {
            decision.put("interpolReference", "2026/DEMO-" + RegistryExport.number(person));
        }
        return decision;
    }
}
