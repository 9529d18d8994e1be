package org.nansen.gateway.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Runs a scenario: starts a site, sends, lets the plan strike, waits for everything to end, stops, and judges. */
public final class Crash {

    /** How long nothing at all may move at the end before the rest is given up. */
    private static final Duration STILL = Duration.ofSeconds(120);

    /** Counting all rows takes longer the more there are; so not after each fault, but often. */
    private static final int ROWS_EVERY = 10;

    private final Scenario scenario;
    private final Population population;
    private final Site site;
    private final Driver driver;
    private final Findings findings;
    private final Strike strike;
    private int checks;

    private Crash(Path folder, Scenario scenario) throws IOException {
        this.scenario = scenario;
        this.population = Population.of(scenario.seed(), scenario.records());
        this.site = Site.prepare(folder, scenario);
        this.driver = new Driver(site, population);
        this.findings = new Findings(site.windows);
        this.strike = new Strike(site, driver.replacements());
        site.watch(population.travellers());
    }

    /** Runs it in this folder, which keeps all histories. */
    public static Verdict run(Path folder, Scenario scenario) throws IOException, InterruptedException, SQLException {
        Unpacked.use();
        Crash crash = new Crash(folder, scenario);
        try {
            return crash.run();
        } finally {
            crash.driver.close();
            crash.site.close();
        }
    }

    private Verdict run() throws IOException, InterruptedException, SQLException {
        long begun = System.nanoTime();
        int allowed = 0;
        site.nodes.forEach(Node::start);
        driver.start();
        for (FaultPlan.Moment moment : FaultPlan.of(scenario)) {
            int steps = 1 + population.steps().size() * moment.number() / scenario.kills();
            if (System.nanoTime() - begun > scenario.atMost().toNanos()) {
                population.endAfter(allowed);
                break;
            }
            allowed = steps;
            driver.allow(steps);
            await(moment);
            strike.at(moment);
            look(moment.number() % ROWS_EVERY == 0);
            progress(moment, begun);
        }
        driver.allow(population.steps().size());
        awaitTheEnd();
        site.nodes.forEach(Node::stop);
        driver.close();
        Judge judge = new Judge(site, population, findings);
        String identity = judge.judge(driver.journal().lines());
        checks++;
        return new Verdict(
                scenario,
                population.records(),
                findings.accepted(),
                findings.lost(),
                site.windows.count(),
                site.nodes.stream().mapToInt(Node::starts).sum(),
                checks,
                (System.nanoTime() - begun) / 1e9,
                identity,
                findings.breaches(),
                findings.counts(),
                findings.repeats());
    }

    /** Waits for the moment in the node's life; one that ends by itself meanwhile is started again. */
    private void await(FaultPlan.Moment moment) throws InterruptedException {
        Node node = site.nodes.get(moment.node() - 1);
        long patience = System.nanoTime() + STILL.toNanos();
        if (moment.afterReady()) {
            while (node.accounting() == null && System.nanoTime() < patience) {
                revive();
                Thread.sleep(50);
            }
            Thread.sleep(moment.after().toMillis());
        } else {
            Thread.sleep(Math.max(0, moment.after().toMillis() - node.age()));
        }
        revive();
    }

    private void revive() {
        site.nodes.forEach(Node::revive);
    }

    /** The identity as the ledger's rows have it at this very moment. */
    private void look(boolean withRows) throws SQLException {
        if (site.engine == Engine.POSTGRESQL
                || java.nio.file.Files.exists(site.folder.resolve("home/data/ledger.db"))) {
            try (Connection ledger = site.ledger()) {
                Books.look(ledger, withRows, findings);
                checks++;
            } catch (SQLException e) {
                if (!notYetThere(e)) {
                    throw e;
                }
            }
        }
    }

    /** A kill during the very first start may come before the schema. */
    private static boolean notYetThere(SQLException e) {
        String words = String.valueOf(e.getMessage());
        return words.contains("no such table") || words.contains("does not exist") || words.contains("unable to open");
    }

    private void progress(FaultPlan.Moment moment, long begun) throws InterruptedException {
        if (moment.number() % 25 == 0) {
            JsonNode all = anyAccounting();
            System.out.printf(
                    "%5d s  %d of %d faults, %s%n",
                    (System.nanoTime() - begun) / 1_000_000_000L, moment.number(), scenario.kills(), all);
        }
    }

    private @Nullable JsonNode anyAccounting() throws InterruptedException {
        for (Node node : site.nodes) {
            JsonNode all = node.isServing() || site.nodes.size() == 1 ? node.accounting() : null;
            if (all != null) {
                return all;
            }
        }
        return null;
    }

    private void awaitTheEnd() throws InterruptedException {
        String last = "";
        Instant moved = Instant.now();
        while (true) {
            revive();
            JsonNode all = null;
            for (Node node : site.nodes) {
                JsonNode told = node.accounting();
                all = told == null ? all : told;
            }
            if (all != null) {
                boolean sent = driver.done();
                long open = all.path("inFlight").asLong()
                        - all.path("stages").path("review").asLong();
                if (sent && open == 0) {
                    return;
                }
                String now = all.toString();
                if (!now.equals(last)) {
                    last = now;
                    moved = Instant.now();
                }
            }
            if (moved.plus(STILL).isBefore(Instant.now())) {
                findings.breach(
                        Law.EVERYTHING_ENDS,
                        "nothing moved for " + STILL.toSeconds() + " s; senders done: " + driver.done() + "; " + last);
                return;
            }
            Thread.sleep(200);
        }
    }
}
