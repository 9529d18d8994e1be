package org.nansen.gateway.crash;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.nansen.gateway.house.FakeClock;
import org.nansen.gateway.house.ScreeningSimulator.Mood;
import org.nansen.gateway.house.SmallDisk;
import org.nansen.gateway.house.TcpProxy;

/** Does what the plan says. A fault that lasts is over when this returns. */
final class Strike {

    /** From far too few to start with to hardly enough to work with: idle, a gateway has about 280 files and sockets open. */
    private static final int LEAST_DESCRIPTORS = 235;

    private static final int MORE_DESCRIPTORS = 80;

    /** Megabytes of heap, from too few to start with to hardly enough to work with. */
    private static final int LEAST_HEAP = 28;

    private static final int MORE_HEAP = 20;

    /** How much longer than others a fault lasts that shows only in a node's work. */
    private static final Duration AT_WORK = Duration.ofSeconds(5);

    private final Site site;
    private final Replacements replacements;

    Strike(Site site, Replacements replacements) {
        this.site = site;
        this.replacements = replacements;
    }

    /** How to begin a fault and how to end it. */
    interface Step {
        void take();
    }

    void at(FaultPlan.Moment moment) throws InterruptedException, SQLException {
        Node node = site.nodes.get(moment.node() - 1);
        Random lot = moment.lot();
        switch (moment.fault()) {
            case KILL -> node.killAndStart();
            case STOP -> node.stopAndStart();
            case PAUSE -> lasting(moment, who(node, " paused"), node.running()::pause, node.running()::resume);
            case BROKER -> lasting(moment, "broker killed", site.broker::kill, site.broker::start);
            case DATABASE -> lasting(moment, "database killed", database()::kill, database()::start);
            case ENDPOINT -> lasting(moment, "endpoint gone", site.screening::refuse, site.screening::accept);
            case ANSWERS ->
                lasting(
                        moment,
                        "answers cut",
                        () -> site.screening.be(Mood.CUTTING),
                        () -> site.screening.be(Mood.ANSWERING));
            case MAIL -> lasting(moment, "mail server gone", site.sink::refuse, site.sink::accept);
            case WORD ->
                lasting(
                        moment,
                        "mail server's word cut",
                        () -> site.sink.cutting(true),
                        () -> site.sink.cutting(false));
            case SOURCE -> lasting(moment, "source gone", site.ssh::stop, site.ssh::start);
            case PARTITION -> lasting(moment, who(node, " cut off"), node.lines()::cut, node.lines()::heal);
            case RESET -> {
                TcpProxy line = node.lines().line(Lines.Neighbour.DATABASE);
                lasting(moment, who(node, "'s database connections reset"), line::reset, line::reset);
            }
            case SLOW -> {
                String what = BadLines.slow(node.lines(), site.engine, lot);
                lasting(moment, who(node, what), () -> {}, () -> BadLines.heal(node.lines()));
            }
            case PROMOTION -> promote(moment);
            case CLOCK -> jump(moment, node, Duration.ofHours((lot.nextBoolean() ? 1 : -1) * (1 + lot.nextInt(12))));
            case DISK -> lasting(moment, "disk full", disk()::fill, disk()::free);
            case DESCRIPTORS -> {
                int limit = LEAST_DESCRIPTORS + lot.nextInt(MORE_DESCRIPTORS);
                node.liveHard(" with " + limit + " file descriptors", List.of(), limit, atWork(moment));
            }
            case MEMORY -> {
                int megabytes = LEAST_HEAP + lot.nextInt(MORE_HEAP);
                node.liveHard(
                        " with a heap of " + megabytes + " MB", List.of("-Xmx" + megabytes + "m"), 0, atWork(moment));
            }
            case REPLACED -> {
                Replacements.Pair files = replacements.drop(moment);
                Thread.sleep(lot.nextInt(1_500));
                lasting(
                        moment,
                        who(node, " paused, file replaced"),
                        () -> {
                            node.running().pause();
                            replacements.replace(files);
                        },
                        node.running()::resume);
            }
            case LOST_DISK -> loseBrokersDisk(moment);
        }
    }

    private static Duration atWork(FaultPlan.Moment moment) {
        return moment.lasts().plus(AT_WORK);
    }

    private static String who(Node node, String what) {
        return "node " + node.number() + what;
    }

    private void lasting(FaultPlan.Moment moment, String what, Step begin, Step end) throws InterruptedException {
        Instant from = Instant.now();
        begin.take();
        Thread.sleep(moment.lasts().toMillis());
        end.take();
        site.windows.add(what, from, Instant.now());
    }

    /** The jump back is a fault like the one before it, and over when the node knows of it. */
    private void jump(FaultPlan.Moment moment, Node node, Duration wrongBy) throws InterruptedException {
        Instant from = Instant.now();
        node.clock().shift(wrongBy);
        Thread.sleep(atWork(moment).toMillis());
        node.clock().shift(Duration.ZERO);
        Thread.sleep(FakeClock.NOTICED_WITHIN.toMillis());
        site.windows.add(who(node, "'s clock wrong by " + wrongBy), from, Instant.now());
    }

    /** The nodes find the new primary where the old one was, as behind an address that moves with it. */
    private void promote(FaultPlan.Moment moment) throws InterruptedException {
        Cluster database = database();
        lasting(moment, "database failed over", database::kill, () -> {
            database.promote();
            site.nodes.forEach(
                    node -> node.lines().line(Lines.Neighbour.DATABASE).lead(database.port()));
        });
        database.attachStandby();
    }

    private void loseBrokersDisk(FaultPlan.Moment moment) throws InterruptedException, SQLException {
        Instant from = Instant.now();
        site.broker.loseDisk();
        // What the broker confirmed last is committed meanwhile.
        Thread.sleep(1_000 + moment.lasts().toMillis());
        try (Connection ledger = site.ledger()) {
            site.lostLetters.note(ledger);
        }
        site.broker.start();
        site.windows.add("broker's disk lost", from, Instant.now());
    }

    private Cluster database() {
        return Objects.requireNonNull(site.database);
    }

    private SmallDisk disk() {
        return Objects.requireNonNull(site.disk);
    }
}
