package org.nansen.gateway.disclosure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.CaseFile;
import org.nansen.gateway.ledger.RecordClaim;
import org.nansen.gateway.ledger.ScreeningPart;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.NationalSystem.Learn;
import org.nansen.gateway.record.ScreeningResult;

/**
 * Writes the answer to the asking system (M7): to {@code learn: state} that a record was received and is finished, to
 * {@code learn: result} also what was asked of which database, when, and what came out. Never a hit's detail, never a
 * rule's name. The source's own record number is given back so that the system can match the answer.
 */
final class Answers {

    private Answers() {}

    /** Whether a part is still open: the answer is interim, and a later one will take its place. */
    static boolean interim(CaseFile file) {
        if (!file.record().event().bringsIdentity()) {
            return false;
        }
        return file.parts().isEmpty()
                ? file.screening() == ScreeningResult.INCOMPLETE
                : file.parts().stream().anyMatch(part -> part.result() == ScreeningResult.INCOMPLETE);
    }

    static byte[] write(RecordClaim claim, CaseFile file, Learn learn, @Nullable String supersedes) {
        AsylumRecord record = file.record();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("message", "M7");
        answer.put("schemaVersion", "1");
        ObjectNode about = answer.putObject("record");
        about.put("id", claim.recordId());
        about.put("recordId", record.source().recordId());
        about.put("ordinal", record.source().ordinal());
        Parts.put(about, "version", record.source().version());
        about.set("event", Parts.word(record.event()));
        about.put("receivedAt", claim.receivedAt().toString());
        Parts.put(answer, "supersedes", supersedes);
        if (learn == Learn.STATE) {
            answer.put("state", interim(file) ? "received" : "finished");
        } else {
            answer.put("state", interim(file) ? "interim" : "finished");
            result(answer, file);
        }
        return answer.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void result(ObjectNode answer, CaseFile file) {
        // A decision or status change was not screened; the results of another system's question are not told on it.
        ScreeningResult result = file.screening();
        if (!file.record().event().bringsIdentity() || result == null) {
            return;
        }
        ObjectNode screening = answer.putObject("screening");
        screening.set("result", Parts.word(result));
        screening.put("advice", advice(result));
        validUntil(file).ifPresent(until -> screening.put("validUntil", until.toString()));
        ArrayNode asked = screening.putArray("asked");
        for (ScreeningPart part : file.parts()) {
            ObjectNode one = asked.addObject();
            one.put("connection", part.connection());
            one.put("database", part.database());
            one.set("result", Parts.word(part.result()));
            if (part.result() != ScreeningResult.NOT_PERMITTED) {
                one.put("askedAt", part.askedAt().toString());
            }
            Parts.put(
                    one,
                    "validUntil",
                    part.validUntil() == null ? null : part.validUntil().toString());
        }
    }

    private static Optional<Instant> validUntil(CaseFile file) {
        return file.parts().stream()
                .map(ScreeningPart::validUntil)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
    }

    private static String advice(ScreeningResult result) {
        return switch (result) {
            case NO_HIT -> "Nothing was found in what was asked.";
            case HIT, POSSIBLE ->
                "A possible match is being verified by the own National Central Bureau. It decides nothing.";
            case INCOMPLETE -> "Not everything was asked or answered. Do not read this as clear.";
            case NOT_PERMITTED -> "Nothing was asked, because asking is not permitted. Do not read this as clear.";
        };
    }
}
