package org.nansen.gateway.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Drop;
import org.nansen.gateway.ledger.Drops;
import org.nansen.gateway.ledger.NewDrop;
import org.nansen.gateway.ledger.ReceiptWriter;
import org.nansen.gateway.normalize.Normalizer;
import org.nansen.gateway.normalize.SourceReading;
import org.nansen.gateway.normalize.SourceUnit;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Rejected;
import org.nansen.gateway.record.Unavailable;

/**
 * Takes the requests of one system. A request is taken as a whole or not at all, and answered only after the commit; who
 * may call at all, the security room has decided before.
 */
final class RequestDoor {

    private static final long SECONDS_TO_WAIT = 30;
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,200}");

    private final SystemEntry entry;
    private final Map<String, Normalizer> byMediaType;
    private final Acceptance acceptance;
    private final Drops drops;
    private final ReceiptWriter receipts;
    private final Doorkeeper keeper;
    private final Clock clock;

    RequestDoor(
            SystemEntry entry,
            Map<String, Normalizer> byMediaType,
            Acceptance acceptance,
            Drops drops,
            ReceiptWriter receipts,
            Doorkeeper keeper,
            Clock clock) {
        this.entry = entry;
        this.byMediaType = Map.copyOf(byMediaType);
        this.acceptance = acceptance;
        this.drops = drops;
        this.receipts = receipts;
        this.keeper = keeper;
        this.clock = clock;
    }

    Answer take(HttpServletRequest request) {
        try {
            return read(request);
        } catch (Rejected mistake) {
            return Answer.problem(422, mistake.code(), null, null);
        } catch (Unavailable later) {
            return Answer.problem(503, later.code(), null, null);
        }
    }

    private Answer read(HttpServletRequest request) {
        Normalizer normalizer = byMediaType.get(mediaType(request.getContentType()));
        String encoding = request.getHeader("Content-Encoding");
        if (normalizer == null || (encoding != null && !"identity".equalsIgnoreCase(encoding))) {
            return Answer.problem(415, FaultCode.NG_122_MEDIA_TYPE, null, null);
        }
        String key = request.getHeader("Idempotency-Key");
        if (key != null && !KEY.matcher(key).matches()) {
            return Answer.problem(400, "An Idempotency-Key is 1 to 200 visible ASCII characters without spaces.");
        }
        if (!(request.getAttribute(BoundedBody.BODY) instanceof byte[] body)) {
            return Answer.problem(413, FaultCode.NG_121_BODY_TOO_LARGE, null, null);
        }
        return accept(key, body, normalizer);
    }

    private Answer accept(@Nullable String key, byte[] body, Normalizer normalizer) {
        String digest = Gathering.digestOf(body);
        Optional<Drop> before = before(key, digest);
        if (before.isPresent() && before.get().state().ended()) {
            return receipt(before.get());
        }
        // What was taken before was answered above; only what is new is turned away.
        Optional<FaultCode> shut = before.isPresent() ? Optional.empty() : keeper.refusal(entry.name());
        if (shut.isPresent()) {
            boolean tooMany = shut.get() == FaultCode.NG_130_BACKLOG;
            return Answer.later(tooMany ? 429 : 503, shut.get(), SECONDS_TO_WAIT);
        }
        String receiptId = before.map(Drop::receiptId).orElseGet(FileName::newReceiptId);
        NewDrop head = new NewDrop(receiptId, entry.name(), "rest", null, key, digest, null, entry.feed());
        Incoming incoming = new Incoming(new ByteArrayInputStream(body), body.length);
        try (SourceReading reading = normalizer.open(incoming, clock.instant())) {
            Acceptance.Outcome outcome = acceptance.takeWhole(head, reading, RejectLimit.ofDialogue(entry.profile()));
            SourceUnit.Broken broken = outcome.broken();
            return broken == null
                    ? receipt(outcome.drop())
                    : Answer.problem(
                            400,
                            broken.problem().code(),
                            broken.line(),
                            broken.problem().hint());
        } catch (Rejected keyTaken) {
            // Two calls with one key at the same moment: the other one's receipt is this one's too.
            return receipt(before(key, digest).orElseThrow(() -> keyTaken));
        }
    }

    private Optional<Drop> before(@Nullable String key, String digest) {
        Optional<Drop> before = key == null ? Optional.empty() : drops.findByKey(entry.name(), key);
        if (before.isPresent() && !digest.equals(before.get().bodyDigest())) {
            throw Rejected.of(FaultCode.NG_123_KEY_REUSED, "Idempotency-Key");
        }
        return before;
    }

    private Answer receipt(@Nullable Drop drop) {
        if (drop == null) {
            throw new IllegalStateException("a request that could be read has a drop");
        }
        ObjectNode receipt = receipts.json(drop.receiptId())
                .orElseThrow(() -> Unavailable.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, "ledger"));
        return Answer.receipt(drop.state() == Drop.State.REFUSED ? 422 : 202, drop.receiptId(), receipt);
    }

    private static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int parameters = contentType.indexOf(';');
        return (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
