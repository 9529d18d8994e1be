package org.nansen.gateway.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.house.ArtemisBroker;

/**
 * Sends messages, each under an id of its own so that the broker drops a second one, and reads the receipts and answers
 * that come back. The update of a record is sent when the answer on its first version is there.
 */
final class MessageSender implements Driver.Sender {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Site site;
    private final Population population;
    private final Journal journal;
    private final Deque<Drop> due = new ArrayDeque<>();
    private final Map<String, Drop> updates = new HashMap<>();
    private @Nullable JMSContext context;
    private final Set<String> seen = new HashSet<>();
    private final Set<String> receipts = new HashSet<>();
    private final Set<String> sent = new HashSet<>();
    /** What was sent and is not known to have arrived, in this order: only an answer names its record. */
    private final Map<String, Drop> unanswered = new LinkedHashMap<>();

    private final Map<String, String> byContent = new HashMap<>();
    private int begun;
    private int losses;

    MessageSender(Site site, Population population, Journal journal) {
        this.site = site;
        this.population = population;
        this.journal = journal;
    }

    @Override
    public boolean turn(int allowedSteps) {
        while (begun < Math.min(allowedSteps, population.steps().size())) {
            Step step = population.steps().get(begun++);
            due.addAll(step.messages());
            step.updates().forEach(update -> updates.put(update.rows().get(0).recordId(), update));
        }
        sendAgainAfterALoss();
        try {
            JMSContext open = open();
            send(open);
            receive(open);
        } catch (JMSRuntimeException | JMSException e) {
            // The broker is down; the message in question stays first in the line.
            close();
        }
        return begun == population.steps().size() && due.isEmpty() && updates.isEmpty() && known() >= sent.size();
    }

    /** Receipts that came, and those that never will because the broker lost them. */
    private long known() {
        return receipts.size() + site.lostLetters.receiptsWithout(receipts);
    }

    /**
     * When the broker lost its disk, everything without an answer goes out again, each message under its own id, by which
     * the gateway knows what it has. The newer version of a record is not held back any more: the answer for which it
     * waited may be among what was lost, and what is sent first is taken first.
     */
    private void sendAgainAfterALoss() {
        if (losses == site.lostLetters.losses()) {
            return;
        }
        losses = site.lostLetters.losses();
        List<Drop> again = new ArrayList<>(unanswered.values());
        again.forEach(drop -> {
            Drop update = updates.remove(drop.rows().get(0).recordId());
            due.remove(drop);
            due.add(drop);
            if (update != null) {
                due.add(update);
            }
        });
    }

    private JMSContext open() {
        JMSContext open = context;
        if (open == null) {
            open = site.broker.connections(ArtemisBroker.SENDER).createContext();
            context = open;
        }
        return open;
    }

    private void send(JMSContext open) {
        for (int i = 0; i < 20 && !due.isEmpty(); i++) {
            Drop drop = due.element();
            journal.add("sending", drop.id());
            for (int time = 0; time < drop.times(); time++) {
                open.createProducer()
                        .setProperty("_AMQ_DUPL_ID", drop.id())
                        .send(open.createQueue("border.in"), new String(drop.content(), StandardCharsets.UTF_8));
            }
            due.remove();
            if (sent.add(drop.id())) {
                journal.add("acknowledged", drop.id(), "");
                unanswered.put(drop.id(), drop);
                byContent.putIfAbsent(
                        content(
                                drop.rows().get(0).recordId(),
                                drop.rows().get(0).version()),
                        drop.id());
            }
        }
    }

    private void receive(JMSContext open) throws JMSException {
        try (var consumer = open.createConsumer(open.createQueue("border.out"))) {
            Message message = consumer.receive(50);
            while (message != null) {
                // An acknowledgement of ours that the broker lost makes it deliver again; that is no repeat of the
                // gateway's.
                if (seen.add(message.getJMSMessageID()) && message instanceof TextMessage text) {
                    read(JSON.readTree(text.getText()));
                }
                message = consumer.receiveNoWait();
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(JsonNode message) {
        if (message.has("receiptId")) {
            journal.add(
                    "receipt",
                    message.path("receiptId").asText(),
                    Counts.of(message).toString());
            receipts.add(message.path("receiptId").asText());
            return;
        }
        JsonNode record = message.path("record");
        journal.add(
                "answer",
                record.path("id").asText(),
                record.path("recordId").asText(),
                record.path("version").asText());
        String answered = byContent.remove(
                content(record.path("recordId").asText(), record.path("version").asText()));
        if (answered != null) {
            unanswered.remove(answered);
        }
        Drop update = updates.remove(record.path("recordId").asText());
        if (update != null) {
            due.add(update);
        }
    }

    private static String content(String recordId, @Nullable String version) {
        return recordId + " " + version;
    }

    @Override
    public void close() {
        JMSContext open = context;
        context = null;
        if (open != null) {
            try {
                open.close();
            } catch (JMSRuntimeException e) {
                // Gone already.
            }
        }
    }
}
