package org.nansen.gateway.disclosure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.CaseFile;
import org.nansen.gateway.ledger.MessageKind;

/** Writes the messages that leave by the policy, M5 and M8: what the destination's fields list names and nothing else. */
final class Messages {

    private static final String SCHEMA_VERSION = "1";
    private static final String M5_CAVEAT = "A possible match advises and decides nothing."
            + " Verify it with the General Secretariat only. The countries under doNotContact must not learn of it,"
            + " nor be asked in a way that tells them.";
    private static final String M8_CAVEAT = "For the review of data held on this person only."
            + " The countries under restrictedCountries must not learn of it, directly or through others.";

    private final Duration verifyWithin;

    Messages(Duration verifyWithin) {
        this.verifyWithin = verifyWithin;
    }

    byte[] write(MessageKind kind, CaseFile file, PolicyDestination to, @Nullable String supersedes, Instant now) {
        return switch (kind) {
            case M5 -> hitToVerify(file, to, supersedes, now);
            case M8 -> outcome(file, to, supersedes);
            case M7 -> throw new IllegalArgumentException("M7 is no message of the policy");
        };
    }

    private byte[] hitToVerify(CaseFile file, PolicyDestination to, @Nullable String supersedes, Instant now) {
        ObjectNode message = head(MessageKind.M5, file, supersedes);
        message.put(
                "deadline",
                now.plus(verifyWithin).truncatedTo(ChronoUnit.SECONDS).toString());
        // Stands whatever the fields list says: who reads of a hit must know whom never to ask.
        message.set("doNotContact", Field.strings(new TreeSet<>(file.shield())));
        message.put("caveat", M5_CAVEAT);
        return finished(message, file, to);
    }

    private byte[] outcome(CaseFile file, PolicyDestination to, @Nullable String supersedes) {
        ObjectNode message = head(MessageKind.M8, file, supersedes);
        message.set("restrictedCountries", Field.strings(new TreeSet<>(file.shield())));
        message.put("caveat", M8_CAVEAT);
        return finished(message, file, to);
    }

    private static ObjectNode head(MessageKind kind, CaseFile file, @Nullable String supersedes) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("message", kind.name());
        message.put("schemaVersion", SCHEMA_VERSION);
        if (file.record().test()) {
            message.put("test", true);
        }
        Parts.put(message, "supersedes", supersedes);
        return message;
    }

    private static byte[] finished(ObjectNode message, CaseFile file, PolicyDestination to) {
        // In the order of the enumeration, so that the same file gives the same bytes.
        for (Field field : Field.values()) {
            if (to.fields().contains(field)) {
                field.copy(file, message);
            }
        }
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }
}
