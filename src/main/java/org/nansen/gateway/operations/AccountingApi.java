package org.nansen.gateway.operations;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.nansen.gateway.ledger.Views;
import org.nansen.gateway.record.NationalSystems;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The identity: where every record that was ever received is now. */
@RestController
class AccountingApi {

    private static final Views.Counts NOTHING = new Views.Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of());

    private final Views views;
    private final ObjectProvider<NationalSystems> systems;

    AccountingApi(Views views, ObjectProvider<NationalSystems> systems) {
        this.views = views;
        this.systems = systems;
    }

    /**
     * {@code received = delivered + withheld + rejected + duplicate + skipped + abandoned + parked + inFlight} holds in
     * each part and in the total. A configured system that sent nothing yet shows with zeros.
     */
    @GetMapping("/api/v1/accounting")
    Accounting accounting() {
        Map<String, Views.Counts> bySystem = new TreeMap<>(views.accounting());
        systems.ifAvailable(known -> known.all().forEach(system -> bySystem.putIfAbsent(system.name(), NOTHING)));
        return new Accounting(total(bySystem.values()), bySystem);
    }

    private static Views.Counts total(Collection<Views.Counts> parts) {
        return parts.stream().reduce(NOTHING, AccountingApi::plus);
    }

    private static Views.Counts plus(Views.Counts a, Views.Counts b) {
        Map<String, Long> stages = new TreeMap<>(a.stages());
        b.stages().forEach((stage, count) -> stages.merge(stage, count, Long::sum));
        return new Views.Counts(
                a.received() + b.received(),
                a.delivered() + b.delivered(),
                a.withheld() + b.withheld(),
                a.rejected() + b.rejected(),
                a.duplicate() + b.duplicate(),
                a.skipped() + b.skipped(),
                a.abandoned() + b.abandoned(),
                a.parked() + b.parked(),
                a.inFlight() + b.inFlight(),
                stages,
                a.history() + b.history());
    }

    record Accounting(Views.Counts total, Map<String, Views.Counts> systems) {}
}
