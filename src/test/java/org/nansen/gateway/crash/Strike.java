package org.nansen.gateway.crash;

import java.time.Instant;
import java.util.Objects;
import org.nansen.gateway.house.ScreeningSimulator.Mood;

/** Does what the plan says. A fault that lasts is over when this returns. */
final class Strike {

    private final Site site;

    Strike(Site site) {
        this.site = site;
    }

    /** How to begin a fault and how to end it. */
    private interface Step {
        void take();
    }

    void at(FaultPlan.Moment moment) throws InterruptedException {
        Node node = site.nodes.get(moment.node() - 1);
        switch (moment.fault()) {
            case KILL -> node.killAndStart();
            case STOP -> node.stopAndStart();
            case PAUSE ->
                lasting(moment, "node " + node.number() + " paused", node.running()::pause, node.running()::resume);
            case BROKER -> lasting(moment, "broker killed", site.broker::kill, site.broker::start);
            case DATABASE ->
                lasting(
                        moment,
                        "database killed",
                        Objects.requireNonNull(site.database)::kill,
                        Objects.requireNonNull(site.database)::start);
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
        }
    }

    private void lasting(FaultPlan.Moment moment, String what, Step begin, Step end) throws InterruptedException {
        Instant from = Instant.now();
        begin.take();
        Thread.sleep(moment.lasts().toMillis());
        end.take();
        site.windows.add(what, from, Instant.now());
    }
}
