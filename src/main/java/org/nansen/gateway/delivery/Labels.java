package org.nansen.gateway.delivery;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;

/** What the fields and kinds of messages are called in front of people who know neither. */
final class Labels {

    private static final Map<String, String> SENTENCES = Map.of(
            "M5",
            "This message asks you to verify a possible match before the deadline named below.",
            "M8",
            "This message tells how the protection of a person was decided or has changed,"
                    + " so that the data held on this person can be reviewed.");

    private static final Map<String, String> FIELDS = Map.ofEntries(
            entry("message", "Kind of message"),
            entry("schemaVersion", "Version of the form"),
            entry("supersedes", "Takes the place of"),
            entry("deadline", "Please verify before"),
            entry("doNotContact", "Countries that must not be contacted"),
            entry("restrictedCountries", "Countries that must not learn of this"),
            entry("caveat", "Please note"),
            entry("type", "Kind"),
            entry("given", "Given names"),
            entry("full", "Full name"),
            entry("latin", "In Latin letters"),
            entry("mrz", "As in machine-readable zones"),
            entry("birthDate", "Date of birth"),
            entry("value", "Date"),
            entry("birthPlace", "Place of birth"),
            entry("birthCountry", "Country of birth"),
            entry("sex", "Sex (0 not known, 1 male, 2 female, 9 not applicable)"),
            entry("aliases", "Other identities"),
            entry("issuer", "Issued by"),
            entry("issued", "Issued on"),
            entry("expires", "Valid until"),
            entry("countryOfAsylum", "Country that decides"),
            entry("finality", "Whether it stands"),
            entry("level", "Instance"),
            entry("criminalGround", "On criminal grounds"),
            entry("statusChange", "Change"),
            entry("externalRefs", "References"),
            entry("hits", "Possible matches"),
            entry("requestId", "Number of the enquiry"),
            entry("owner", "Entered by"),
            entry("score", "Score (0 to 100)"),
            entry("ownerShielded", "Entered by a country that must not be contacted"));

    private Labels() {}

    /** Returns what a kind of message is, in one sentence. */
    static String sentence(String kind) {
        return SENTENCES.getOrDefault(kind, "This message was written by a machine; its fields follow.");
    }

    /** Returns a field's name; one without an own label is split into its words. */
    static String of(String field) {
        String label = FIELDS.get(field);
        if (label != null || field.isEmpty() || field.equals(field.toUpperCase(Locale.ROOT))) {
            return label == null ? field : label;
        }
        String words = field.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
