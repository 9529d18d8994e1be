package org.nansen.gateway.crash;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One source record as it is sent.
 *
 * @param number of the person, within the source
 * @param variant which content: A the first, B a newer one, Z an older one, C another one under A's version
 */
record Row(Source source, int number, char variant, Expected expected) {

    /** Every surname begins with it; belongs to nobody. */
    static final String NAME = "Zyqvarno";

    /** Every number of a record, person, file or document begins with it. */
    static final String NUMBER = "ZYQK7";

    private static final ObjectMapper JSON = new ObjectMapper();

    String recordId() {
        return NUMBER + source.name().charAt(0) + "%07d".formatted(number);
    }

    /** The version by which the source orders; null where it gives none. */
    @Nullable
    String version() {
        return source == Source.CASEWORK ? null : day(variant) + "T10:00:00Z";
    }

    /** The name under which the endpoint is asked: one for each content of each person. */
    String tag() {
        return surname() + " " + given();
    }

    String surname() {
        return surname(source == Source.CASEWORK ? Source.REGISTRY : source, number);
    }

    private String given() {
        return "Ver" + Character.toLowerCase(variant);
    }

    /** Whether INTERPOL is known to hold data on the person, so that the secretariat is told. */
    boolean told() {
        return source == Source.CASEWORK && number % 2 == 0;
    }

    /** Whether the endpoint knows the person, so that the own bureau is told. */
    boolean hit() {
        return source == Source.BORDER && hit(number);
    }

    static boolean hit(int number) {
        return number % 10 == 3;
    }

    static String surname(Source source, int number) {
        StringBuilder letters = new StringBuilder(NAME);
        letters.append(source == Source.BORDER ? 'b' : 'r');
        int rest = number;
        do {
            letters.append((char) ('a' + rest % 26));
            rest /= 26;
        } while (rest > 0);
        return letters.toString();
    }

    /** What the outcome is called in messages. */
    String outcome() {
        return variant == 'B' ? "denied" : "granted-refugee";
    }

    /** The row as its source writes it. */
    String text() {
        return switch (source) {
            case REGISTRY -> registry();
            case BORDER -> border();
            case CASEWORK -> casework();
        };
    }

    private String registry() {
        return String.join(
                ";",
                recordId(),
                NUMBER + "P%07d".formatted(number),
                NUMBER + "F%07d".formatted(number),
                "ANTRAG",
                String.valueOf(version()),
                surname(),
                given(),
                "%02d.%02d.%04d".formatted(1 + number % 28, 1 + number % 12, 1950 + number % 50),
                number % 2 == 0 ? "M" : "W",
                expected == Expected.REJECTED ? "999" : "121",
                "01.03.2026",
                number % 3 == 0 ? NUMBER + "T%07d".formatted(number) : "",
                number % 3 == 0 ? "121" : "");
    }

    private String border() {
        ObjectNode message = JSON.createObjectNode();
        message.put("id", recordId());
        message.put("kind", "asylum-request");
        message.put("person", NUMBER + "Q%07d".formatted(number));
        message.put("procedure", NUMBER + "G%07d".formatted(number));
        message.put("at", version());
        ObjectNode traveller = message.putObject("traveller");
        traveller.put("familyName", surname());
        traveller.put("givenNames", given());
        traveller.put("born", String.valueOf(1950 + number % 50));
        traveller.put("sex", number % 2 == 0 ? "M" : "F");
        traveller.put("nationality", "ALB");
        return message.toString();
    }

    private String casework() {
        ObjectNode decision = JSON.createObjectNode();
        decision.put("decision", recordId());
        decision.put("person", NUMBER + "P%07d".formatted(number));
        decision.put("file", NUMBER + "F%07d".formatted(number));
        decision.put("decidedOn", "2026-03-05");
        decision.put("outcome", variant == 'B' ? "refused" : "refugee-status");
        decision.put("stands", "final");
        decision.putArray("against").add("ALB");
        if (told()) {
            decision.put("interpolReference", NUMBER + "I%07d".formatted(number));
        }
        return decision.toString();
    }

    private static String day(char variant) {
        return switch (variant) {
            case 'B' -> "2026-03-03";
            case 'Z' -> "2026-03-01";
            default -> "2026-03-02";
        };
    }

    @Override
    public String toString() {
        return recordId() + " " + variant + " " + expected;
    }
}
