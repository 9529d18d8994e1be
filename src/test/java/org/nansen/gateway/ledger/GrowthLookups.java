package org.nansen.gateway.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long operators, systems and gauges wait for what they ask the ledger, in an empty and in a full one. */
final class GrowthLookups {

    private static final int TIMES = 50;

    private final LedgerRig none;
    private final LedgerRig full;
    private final Map<String, double[]> millis = new LinkedHashMap<>();

    GrowthLookups(LedgerRig none, LedgerRig full) {
        this.none = none;
        this.full = full;
    }

    void measure() {
        for (String what : lookups(none).keySet()) {
            millis.put(what, new double[] {
                median(lookups(none).get(what)), median(lookups(full).get(what))
            });
        }
    }

    void print() {
        millis.forEach((what, of) -> System.out.printf(
                Locale.ROOT, "%-16s %8.3f ms at none, %8.3f ms at rows (median of %d)%n", what, of[0], of[1], TIMES));
    }

    double slowestAtRows() {
        return Math.round(
                        millis.values().stream().mapToDouble(of -> of[1]).max().orElseThrow() * 1000)
                / 1000.0;
    }

    static Map<String, Runnable> lookups(LedgerRig rig) {
        String recordId = rig.views.recordsOf("registry", "A-3").get(0).id();
        String receiptId = rig.views.record(recordId).orElseThrow().receiptId();
        Map<String, Runnable> lookups = new LinkedHashMap<>();
        lookups.put("record", () -> rig.views.record(recordId));
        lookups.put("records of source", () -> rig.views.recordsOf("registry", "A-3"));
        lookups.put("drop", () -> rig.drops.find(receiptId));
        lookups.put("receipt lines", () -> rig.views.receiptRecords(receiptId, 0, 1_000));
        lookups.put("shield", () -> rig.views.shieldOf(recordId));
        lookups.put("accounting", rig.views::accounting);
        lookups.put("stages", rig.views::stages);
        lookups.put("parked", () -> rig.views.parked(1_000));
        lookups.put("held drops", () -> rig.views.heldDrops(1_000));
        lookups.put("published", () -> rig.views.published("registry", null, 100));
        lookups.put("arriving", () -> rig.drops.arriving("registry"));
        return lookups;
    }

    private static double median(Runnable lookup) {
        List<Long> took = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            lookup.run();
            took.add(System.nanoTime() - start);
        }
        Collections.sort(took);
        return took.get(TIMES / 2) / 1e6;
    }
}
