package org.nansen.gateway.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Claim;
import org.nansen.gateway.ledger.Completion;
import org.nansen.gateway.ledger.LetterClaim;
import org.nansen.gateway.ledger.ReceiptClaim;
import org.nansen.gateway.ledger.ReceiptWriter;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.NationalSystem;
import org.nansen.gateway.record.NationalSystems;
import org.nansen.gateway.record.Wall;
import org.nansen.gateway.settings.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns answers (M7) and receipts (M2) into what a reply door sends: the route takes a claim, calls one of these, sends,
 * and ends with {@code to: ledger:closed}. All headers go; the few that are set name ids only.
 *
 * <p>An answer that must not go after all ends its unit as refused right here, and the route stops.
 */
public final class Replies {

    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
    private static final Pattern OPAQUE = Pattern.compile("[A-Za-z0-9-]{8,64}");
    /** What a queue goes by to know a repeat (Artemis). */
    private static final String DUPLICATE_ID = "_AMQ_DUPL_ID";

    private final NationalSystems systems;
    private final ReceiptWriter receipts;
    private final Home home;

    Replies(NationalSystems systems, ReceiptWriter receipts, Home home) {
        this.systems = systems;
        this.receipts = receipts;
        this.home = home;
    }

    /**
     * For a folder, here or on an SFTP server: an answer as {@code answer-<id>.json}, a receipt as
     * {@code receipt-<id>.ndjson}. A repeat has the same name.
     */
    public void prepare(Exchange exchange) {
        Claim claim = opened(exchange);
        if (claim instanceof LetterClaim letter && mayGo(exchange, letter)) {
            file(
                    exchange,
                    "answer-" + opaque(letter.id()) + ".json",
                    letter.letter().content());
        } else if (claim instanceof ReceiptClaim receipt) {
            // A queue that the sender named cannot be reached through a folder; without a name of ours Camel gives one.
            file(exchange, "receipt-" + opaque(receipt.receiptId()) + ".ndjson", lines(exchange, receipt));
        }
    }

    /** For a queue: text messages in JSON. A receipt goes to its claim's own queue where it has one. */
    public void prepareMessage(Exchange exchange) {
        Claim claim = opened(exchange);
        if (claim instanceof LetterClaim letter && mayGo(exchange, letter)) {
            exchange.getMessage().setBody(new String(letter.letter().content(), StandardCharsets.UTF_8));
            exchange.getMessage().setHeader(DUPLICATE_ID, opaque(letter.id()));
        } else if (claim instanceof ReceiptClaim receipt) {
            message(exchange, receipt);
        }
    }

    /** For answers that the system fetches: from here on they can be fetched, unless the wall stands before them. */
    public void publish(Exchange exchange) {
        if (opened(exchange) instanceof LetterClaim letter) {
            mayGo(exchange, letter);
        }
    }

    private static Claim opened(Exchange exchange) {
        Message message = exchange.getMessage();
        Claim claim = message.getBody(Claim.class);
        if (claim == null) {
            throw Defect.of(FaultCode.NG_900_DEFECT, "reply");
        }
        claim.mustHold();
        message.removeHeaders("*");
        return claim;
    }

    private boolean mayGo(Exchange exchange, LetterClaim claim) {
        FaultCode why = objection(claim);
        if (why == null) {
            return true;
        }
        LOG.warn("letter {} is not sent: {}", claim.id(), why.code());
        exchange.getMessage().setBody(Completion.of(claim).refuse(why));
        try (ProducerTemplate ledger = exchange.getContext().createProducerTemplate()) {
            ledger.send("ledger:closed", exchange);
        } catch (IOException notClosed) {
            throw new UncheckedIOException(notClosed);
        }
        exchange.setRouteStop(true);
        return false;
    }

    /** The profile and the wall once more, as of now. */
    private @Nullable FaultCode objection(LetterClaim claim) {
        NationalSystem system = systems.find(claim.system()).orElse(null);
        boolean toItself = ("system." + claim.system()).equals(claim.letter().destination());
        if (system == null || !toItself || system.learn() == NationalSystem.Learn.NOTHING) {
            return FaultCode.NG_302_NO_RULE;
        }
        if (system.mode() == NationalSystem.Mode.SHADOW) {
            return FaultCode.NG_310_SHADOW;
        }
        return Wall.passes(system.country(), claim.shield()) ? null : FaultCode.NG_301_WALL;
    }

    private static void file(Exchange exchange, String name, Object body) {
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeader(Exchange.FILE_NAME, name);
    }

    private void message(Exchange exchange, ReceiptClaim claim) {
        Optional<ObjectNode> receipt = receipts.message(claim.receiptId());
        exchange.getMessage()
                .setBody(receipt.orElseThrow(() -> Defect.of(FaultCode.NG_900_DEFECT, "receipt"))
                        .toString());
        exchange.getMessage().setHeader(DUPLICATE_ID, opaque(claim.id()));
        if (claim.address() != null) {
            exchange.getMessage().setHeader("CamelJmsDestinationName", claim.address());
        }
    }

    /** A receipt may have a million lines: it passes through a file, which holds ids and codes and nothing of people. */
    private File lines(Exchange exchange, ReceiptClaim claim) {
        try {
            Path folder = Files.createDirectories(home.data().resolve("receipts"));
            Path file = Files.createTempFile(folder, "receipt-", ".ndjson");
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                    delete(file);
                }
            });
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                if (!receipts.write(claim.receiptId(), out)) {
                    throw Defect.of(FaultCode.NG_900_DEFECT, "receipt");
                }
            }
            return file.toFile();
        } catch (IOException noSpace) {
            throw new UncheckedIOException(noSpace);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            LOG.warn("{} could not be removed", file.getFileName());
        }
    }

    private static String opaque(String id) {
        if (!OPAQUE.matcher(id).matches()) {
            throw Defect.of(FaultCode.NG_900_DEFECT, "id");
        }
        return id;
    }
}
