package org.nansen.gateway.crash;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Each drop has one receipt, it reached its sender, and it tells what was sent. */
final class ReceiptLaws {

    private final Population population;
    private final Findings findings;
    private final Ledger ledger;
    private final LostLetters lost;

    ReceiptLaws(Population population, Findings findings, Ledger ledger, LostLetters lost) {
        this.population = population;
        this.findings = findings;
        this.ledger = ledger;
        this.lost = lost;
    }

    void judge(List<Journal.Line> journal) {
        Map<String, Drop> drops = population.drops();
        Map<String, Drop> byReceipt = new HashMap<>();
        Map<String, String> told = new HashMap<>();
        Map<String, Instant> firsts = new HashMap<>();
        for (Journal.Line line : journal) {
            if (line.what().equals("acknowledged") && !line.more().get(0).isEmpty()) {
                byReceipt.put(line.more().get(0), Objects.requireNonNull(drops.get(line.about())));
            } else if (line.what().equals("receipt")) {
                String before = told.put(line.about(), line.more().get(0));
                if (before != null) {
                    findings.repeat("receipt", line.about(), firsts.get(line.about()), line.at());
                    findings.unless(
                            before.equals(line.more().get(0)),
                            Law.ONE_RECEIPT,
                            line.about() + " says " + before + " and then " + line.more());
                }
                firsts.putIfAbsent(line.about(), line.at());
            }
        }
        for (Ledger.Intake drop : ledger.drops.values()) {
            String said = told.get(drop.receiptId());
            findings.unless(
                    drop.state().equals("accepted"), Law.ONE_STATE, "drop " + drop.receiptId() + " is " + drop.state());
            findings.unless(
                    drop.counts().toString().equals(said) || (said == null && lost.receiptOf(drop.receiptId())),
                    Law.ONE_RECEIPT,
                    "the receipt of %s says %s, the ledger %s".formatted(drop.receiptId(), said, drop.counts()));
            Drop sent = byReceipt.get(drop.receiptId());
            findings.unless(
                    sent == null || Counts.of(sent).equals(drop.counts()),
                    Law.ONE_RECEIPT,
                    sent == null ? "" : sent.id() + " should be " + Counts.of(sent) + ", is " + drop.counts());
        }
        told.keySet()
                .forEach(receipt -> findings.unless(
                        ledger.drops.containsKey(receipt),
                        Law.ACKNOWLEDGED_IS_KEPT,
                        "receipt " + receipt + " of no drop"));
        letters();
    }

    private void letters() {
        Map<String, Integer> each = new HashMap<>();
        for (Ledger.Mail letter : ledger.letters) {
            if (letter.kind().equals("M2")) {
                each.merge(String.valueOf(letter.receiptId()), 1, Integer::sum);
                findings.unless(
                        letter.state().equals("delivered"),
                        Law.ONE_RECEIPT,
                        "the receipt of " + letter.receiptId() + " is " + letter.state());
            }
        }
        for (Ledger.Intake drop : ledger.drops.values()) {
            // Who posts gets the receipt in the answer.
            int wanted = drop.system().equals(Source.CASEWORK.system()) ? 0 : 1;
            int found = each.getOrDefault(drop.receiptId(), 0);
            findings.unless(
                    found == wanted,
                    Law.ONE_RECEIPT,
                    drop.receiptId() + " has " + found + " receipts instead of " + wanted);
        }
    }
}
