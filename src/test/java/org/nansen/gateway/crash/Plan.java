package org.nansen.gateway.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a gateway so that a defect shows. The same plan must not harm a gateway without the defect.
 *
 * @param at where something happens, or null for nothing
 * @param time at which passing of it, or for a pause at how many
 * @param pause how long the passing thread stands still there
 * @param dies whether the gateway dies then
 * @param powerFails whether what had not reached the disk is gone with it
 * @param cutAnswers whether some of the endpoint's answers arrive cut
 * @param applications how many come in the first file
 */
record Plan(
        @Nullable Failpoint at,
        int time,
        Duration pause,
        boolean dies,
        boolean powerFails,
        boolean cutAnswers,
        int records) {

    /** A lease must run out first, and somebody must see so, which is once a minute. */
    static final Duration UNTIL_ANOTHER_HAS_IT = Site.LEASE.plusSeconds(75);

    private static final int FEW = 600;

    static Plan quiet() {
        return new Plan(null, 0, Duration.ZERO, false, false, false, FEW);
    }

    static Plan death(Failpoint at, int time) {
        return new Plan(at, time, Duration.ZERO, true, false, false, FEW);
    }

    Plan andStandsStill(Duration longer) {
        return new Plan(at, time, longer, dies, powerFails, cutAnswers, records);
    }

    Plan andThePowerFails() {
        return new Plan(at, time, pause, dies, true, cutAnswers, records);
    }

    Plan withCutAnswers() {
        return new Plan(at, time, pause, dies, powerFails, true, records);
    }

    Plan withRecords(int count) {
        return new Plan(at, time, pause, dies, powerFails, cutAnswers, count);
    }

    static Plan pause(Failpoint at, int threads, Duration pause) {
        return new Plan(at, threads, pause, false, false, false, FEW);
    }

    /** Runs the short scenario under this plan, which is carried out in the gateway's first life. */
    Verdict run(Path site, long seed, Injection injection) throws IOException, InterruptedException, SQLException {
        return Crash.run(
                site, Scenario.small(seed).withKills(0).withRecords(records).withJvmOptions((node, start) -> {
                    prepare(injection, start, site.resolve("home/data/ledger.db"));
                    return List.of(injection.jvmOption());
                }));
    }

    private void prepare(Injection injection, int start, Path ledger) {
        if (start == 2 && powerFails) {
            injection.losePower(ledger);
        }
        if (start > 1) {
            return;
        }
        if (powerFails) {
            injection.powerFails();
        }
        if (cutAnswers) {
            injection.cutAnswers();
        }
        if (at != null && dies) {
            injection.dieAt(at, time, pause);
        } else if (at != null) {
            injection.pauseFirst(at, time, pause);
        }
    }
}
