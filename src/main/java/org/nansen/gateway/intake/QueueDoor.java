package org.nansen.gateway.intake;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsMessage;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Drop;
import org.nansen.gateway.ledger.Drops;
import org.nansen.gateway.ledger.Leases;
import org.nansen.gateway.ledger.NewDrop;
import org.nansen.gateway.normalize.Normalizer;
import org.nansen.gateway.normalize.SourceReading;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Rejected;
import org.nansen.gateway.record.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the messages of one system's queue. The session commits after this returns, so the ledger has it by then. */
final class QueueDoor {

    private static final Logger LOG = LoggerFactory.getLogger(QueueDoor.class);

    /** A sender's own stable id, which Artemis also goes by; a sender that crashed sends again under it. */
    private static final String DUPLICATE_ID = "_AMQ_DUPL_ID";

    private final SystemEntry entry;
    private final Normalizer text;
    private final Normalizer bytes;
    private final Acceptance acceptance;
    private final Drops drops;
    private final Leases.Lease turn;
    private final long bodyLimit;
    private final Clock clock;

    QueueDoor(
            SystemEntry entry,
            Normalizer text,
            Normalizer bytes,
            Acceptance acceptance,
            Drops drops,
            Leases.Lease turn,
            long bodyLimit,
            Clock clock) {
        this.entry = entry;
        this.text = text;
        this.bytes = bytes;
        this.acceptance = acceptance;
        this.drops = drops;
        this.turn = turn;
        this.bodyLimit = bodyLimit;
        this.clock = clock;
    }

    /** Takes the message; whatever is wrong with it is written in the ledger and told in the receipt. */
    public void take(Exchange exchange) {
        Message message = exchange.getIn(JmsMessage.class).getJmsMessage();
        try {
            take(message);
        } catch (JMSException broken) {
            throw Unavailable.of(FaultCode.NG_128_DOOR_UNREACHABLE, entry.lane(), broken);
        } catch (RuntimeException failed) {
            // The message must stay on the queue whatever error handling makes of the exception.
            exchange.setRollbackOnly(true);
            throw failed;
        }
        exchange.getMessage().setBody(null);
    }

    private void take(Message message) throws JMSException {
        mayGoOn();
        String key = key(message);
        NewDrop.ReplyTo receiptTo = receiptTo(message);
        byte[] body = body(message);
        if (body == null) {
            FaultCode why = message instanceof BytesMessage || message instanceof TextMessage
                    ? FaultCode.NG_121_BODY_TOO_LARGE
                    : FaultCode.NG_118_MESSAGE_TYPE;
            acceptance.refuse(head(key, null, receiptTo), why);
            return;
        }
        String digest = Gathering.digestOf(body);
        Normalizer normalizer = message instanceof TextMessage ? text : bytes;
        try {
            read(head(key, digest, receiptTo), body, normalizer);
        } catch (Rejected reused) {
            if (isTaken(key, digest)) {
                // Another node took this very message since we looked, while this one was cut off. It comes again, and
                // meets the receipt that it has.
                throw Unavailable.of(FaultCode.NG_509_TURN_OVER, entry.lane());
            }
            acceptance.refuse(head(null, digest, receiptTo), reused.code());
        }
    }

    private boolean isTaken(String key, String digest) {
        return drops.findByKey(entry.name(), key)
                .filter(drop -> digest.equals(drop.bodyDigest()))
                .isPresent();
    }

    /** One node reads a queue, so that what was sent of a person first is also accepted first. */
    private void mayGoOn() {
        if (!turn.holds()) {
            throw Unavailable.of(FaultCode.NG_509_TURN_OVER, entry.lane());
        }
    }

    private void read(NewDrop head, byte[] body, Normalizer normalizer) {
        Incoming incoming = new Incoming(new ByteArrayInputStream(body), body.length);
        try (SourceReading reading = normalizer.open(incoming, clock.instant())) {
            acceptance.take(head, reading, incoming, RejectLimit.ofDialogue(entry.profile()), this::mayGoOn);
        }
    }

    /** A message that comes again after a crash goes on under its first receipt. */
    private NewDrop head(@Nullable String key, @Nullable String digest, NewDrop.@Nullable ReplyTo receiptTo) {
        Optional<Drop> before = key == null ? Optional.empty() : drops.findByKey(entry.name(), key);
        if (before.isPresent() && digest != null && !digest.equals(before.get().bodyDigest())) {
            throw Rejected.of(FaultCode.NG_123_KEY_REUSED, DUPLICATE_ID);
        }
        String receiptId = before.map(Drop::receiptId).orElseGet(FileName::newReceiptId);
        return new NewDrop(receiptId, entry.name(), "jms", null, key, digest, receiptTo, entry.feed());
    }

    private static String key(Message message) throws JMSException {
        String own = message.getStringProperty(DUPLICATE_ID);
        return own == null || own.length() > 200 ? "id:" + message.getJMSMessageID() : "dup:" + own;
    }

    private byte @Nullable [] body(Message message) throws JMSException {
        if (message instanceof TextMessage words) {
            String content = words.getText() == null ? "" : words.getText();
            byte[] body = content.length() > bodyLimit ? null : content.getBytes(StandardCharsets.UTF_8);
            return body == null || body.length > bodyLimit ? null : body;
        }
        if (message instanceof BytesMessage raw) {
            long length = raw.getBodyLength();
            if (length > bodyLimit) {
                return null;
            }
            // Camel may have read in it while it looked for a body.
            raw.reset();
            byte[] body = new byte[(int) length];
            raw.readBytes(body);
            return body;
        }
        // Object, map and stream messages are not even looked into.
        return null;
    }

    private NewDrop.@Nullable ReplyTo receiptTo(Message message) throws JMSException {
        if (message.getJMSReplyTo() instanceof Queue queue) {
            String name = queue.getQueueName();
            if (ReplyQueues.own(entry, name)) {
                return entry.receiptTo(name);
            }
            LOG.warn("{} system={}", FaultCode.NG_127_REPLY_TO.code(), entry.name());
        }
        return entry.receiptTo(null);
    }
}
