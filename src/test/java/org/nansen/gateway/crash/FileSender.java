package org.nansen.gateway.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Drops files and looks what became of them: the file in {@code done}, the receipt in the inbox. */
final class FileSender implements Driver.Sender {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int UUID = 36;

    private final Site site;
    private final Population population;
    private final Journal journal;
    private final Replacements replacements;
    private final Map<Integer, Integer> underway = new TreeMap<>();
    private final Map<String, String> ended = new HashMap<>();
    private final Set<String> looked = new HashSet<>();
    private final Set<String> receipts = new HashSet<>();
    private int begun;

    FileSender(Site site, Population population, Journal journal, Replacements replacements) {
        this.site = site;
        this.population = population;
        this.journal = journal;
        this.replacements = replacements;
    }

    @Override
    public boolean turn(int allowedSteps) {
        look();
        while (begun < Math.min(allowedSteps, population.steps().size())) {
            underway.put(begun, 0);
            send(begun, 0);
            begun++;
        }
        for (Map.Entry<Integer, Integer> chain : Map.copyOf(underway).entrySet()) {
            Step step = population.steps().get(chain.getKey());
            if (answered(step.files().get(chain.getValue()).id())) {
                int next = chain.getValue() + 1;
                if (next < step.files().size()) {
                    underway.put(chain.getKey(), next);
                    send(chain.getKey(), next);
                } else {
                    underway.remove(chain.getKey());
                }
            }
        }
        return begun == population.steps().size()
                && underway.isEmpty()
                && replacements.wanted().stream().map(Drop::id).allMatch(this::answered);
    }

    private boolean answered(String drop) {
        String receipt = ended.get(drop);
        return receipt != null && receipts.contains(receipt);
    }

    private void send(int step, int file) {
        Drop drop = population.steps().get(step).files().get(file);
        journal.add("sending", drop.id());
        site.ssh.drop("registry", "outbox/" + drop.id() + ".csv", drop.content());
    }

    private void look() {
        for (String folder : new String[] {"outbox/done", "outbox/failed"}) {
            for (String name : site.ssh.list("registry", folder)) {
                if (looked.add(folder + name)) {
                    String drop =
                            drop(folder + "/" + name, name.substring(UUID + 1).replace(".csv", ""));
                    journal.add(folder.endsWith("done") ? "acknowledged" : "failed", drop, name.substring(0, UUID));
                    ended.put(drop, name.substring(0, UUID));
                }
            }
        }
        for (String name : site.ssh.list("registry", "inbox")) {
            if (name.startsWith("receipt-") && looked.add(name)) {
                receipt(name);
            }
        }
    }

    /** Of a file that was replaced, its content says which one was taken. */
    private String drop(String path, String name) {
        Replacements.Pair pair = replacements.named(name);
        if (pair == null) {
            return name;
        }
        Drop taken = pair.of(site.ssh.read("registry", path));
        population.add(taken);
        return taken.id();
    }

    private void receipt(String name) {
        String text = new String(site.ssh.read("registry", "inbox/" + name), java.nio.charset.StandardCharsets.UTF_8);
        try {
            JsonNode head = JSON.readTree(text.substring(0, text.indexOf('\n')));
            String receiptId = head.path("receiptId").asText();
            journal.add("receipt", receiptId, Counts.of(head).toString());
            receipts.add(receiptId);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
