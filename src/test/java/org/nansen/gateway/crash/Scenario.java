package org.nansen.gateway.crash;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is run. The same scenario sends the same records in the same drops and plans the same faults at the same moments
 * of a node's life; what the machine does between them it cannot repeat.
 *
 * @param nodes gateways on one ledger; SQLite takes one
 * @param kills faults in the plan
 * @param records source records that are sent, about
 * @param faults kinds of faults that the plan draws from
 * @param atMost after this time no more faults strike and no more is sent; what was sent by then is judged
 */
public record Scenario(
        Engine engine,
        int nodes,
        int kills,
        int records,
        long seed,
        Set<Fault> faults,
        Duration atMost,
        JvmOptions jvmOptions) {

    /** More options for the JVM of a node. */
    public interface JvmOptions {

        /**
         * @param node number of the node, from 1
         * @param start number of the start of this node, from 1
         */
        List<String> of(int node, int start);
    }

    public Scenario {
        if (engine == Engine.SQLITE && nodes != 1) {
            throw new IllegalArgumentException("SQLite takes one node");
        }
        if (nodes < 1 || kills < 0 || records < 1 || faults.isEmpty()) {
            throw new IllegalArgumentException("At least one node, one record and one kind of fault");
        }
        faults = Set.copyOf(faults);
    }

    /** One node on SQLite, about 600 records by all doors, three SIGKILLs. */
    public static Scenario small(long seed) {
        return new Scenario(
                Engine.SQLITE, 1, 3, 600, seed, EnumSet.of(Fault.KILL), Duration.ofDays(1), (node, start) -> List.of());
    }

    public Scenario on(Engine other, int count) {
        return new Scenario(other, count, kills, records, seed, faults, atMost, jvmOptions);
    }

    public Scenario withSeed(long other) {
        return new Scenario(engine, nodes, kills, records, other, faults, atMost, jvmOptions);
    }

    public Scenario withKills(int count) {
        return new Scenario(engine, nodes, count, records, seed, faults, atMost, jvmOptions);
    }

    public Scenario withRecords(int count) {
        return new Scenario(engine, nodes, kills, count, seed, faults, atMost, jvmOptions);
    }

    public Scenario withFaults(Set<Fault> kinds) {
        return new Scenario(engine, nodes, kills, records, seed, kinds, atMost, jvmOptions);
    }

    public Scenario withAtMost(Duration time) {
        return new Scenario(engine, nodes, kills, records, seed, faults, time, jvmOptions);
    }

    public Scenario withJvmOptions(JvmOptions options) {
        return new Scenario(engine, nodes, kills, records, seed, faults, atMost, options);
    }

    /** The command that runs it again. */
    String command() {
        List<String> kinds = faults.stream().sorted().map(Fault::word).toList();
        return "bench/crash --engine %s --nodes %d --kills %d --records %d --seed %d --faults %s"
                .formatted(
                        engine.name().toLowerCase(Locale.ROOT), nodes, kills, records, seed, String.join(",", kinds));
    }
}
