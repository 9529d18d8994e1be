package org.nansen.gateway.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What strikes when and whom, made from the seed. */
final class FaultPlan {

    private FaultPlan() {}

    /**
     * A moment in the life of a node.
     *
     * @param node number from 1
     * @param afterReady whether the time counts from when the node serves, rather than from its start
     * @param lasts how long a fault that has an end lasts
     * @param salt makes the lot by which a fault decides what else is open
     */
    record Moment(int number, Fault fault, int node, boolean afterReady, Duration after, Duration lasts, long salt) {

        Random lot() {
            // Random takes neighbouring seeds to neighbouring first numbers.
            return new Random(salt * 0x9E3779B97F4A7C15L);
        }

        @Override
        public String toString() {
            return "%d: %s node %d, %d ms after its %s"
                    .formatted(number, fault.word(), node, after.toMillis(), afterReady ? "readiness" : "start");
        }
    }

    static List<Moment> of(Scenario scenario) {
        // Apart from the lot that makes the records, so that more faults do not change what is sent.
        Random lot = new Random(scenario.seed() * 31 + 17);
        List<Fault> kinds = scenario.faults().stream()
                .filter(fault -> fault.fits(scenario.engine(), scenario.nodes()))
                .sorted()
                .toList();
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("None of these faults fits this engine and number of nodes");
        }
        List<Moment> plan = new ArrayList<>();
        for (int number = 1; number <= scenario.kills(); number++) {
            Fault fault = kinds.get(lot.nextInt(kinds.size()));
            int node = 1 + lot.nextInt(scenario.nodes());
            boolean afterReady = !fault.comesEarly() || lot.nextInt(4) > 0;
            Duration after = Duration.ofMillis(afterReady ? 500 + lot.nextInt(4_500) : 300 + lot.nextInt(4_000));
            Duration lasts =
                    Duration.ofMillis(fault.outlastsLease() ? Site.LEASE.toMillis() + 2_000 : 500 + lot.nextInt(3_000));
            plan.add(new Moment(number, fault, node, afterReady, after, lasts, scenario.seed() * 1_009 + number));
        }
        return plan;
    }
}
