package org.nansen.gateway.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Reconciliation;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.security.Login;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Holds the ledger against itself while it is at work. */
@RestController
class ReconciliationApi {

    private final Reconciliation reconciliation;
    private final LedgerRoutes routes;
    private final Errand<Reconciliation.Report> errand;
    private volatile FoundSoFar found = new FoundSoFar();

    ReconciliationApi(Reconciliation reconciliation, LedgerRoutes routes, Clock clock) {
        this.reconciliation = reconciliation;
        this.routes = routes;
        this.errand = new Errand<>("reconcile", clock);
    }

    /** Begins; {@code everySeal} opens everything that is sealed instead of a sample. */
    @PostMapping("/api/v1/reconciliation")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Answer begin(
            @RequestParam(name = "everySeal", defaultValue = "false") boolean everySeal,
            @AuthenticationPrincipal Login operator) {
        FoundSoFar fresh = new FoundSoFar();
        errand.begin(
                operator.getUsername(),
                () -> reconciliation.run(new Reconciliation.Scope(everySeal, routes.queues()), fresh));
        found = fresh;
        return last();
    }

    @GetMapping("/api/v1/reconciliation")
    Answer last() {
        Errand.Run<Reconciliation.Report> run = errand.last();
        if (run == null) {
            throw Refusal.notFound();
        }
        return Answer.of(run, found);
    }

    /** Stops after the slice that it is at. */
    @DeleteMapping("/api/v1/reconciliation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stop() {
        found.stop();
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            String state,
            String by,
            Instant startedAt,
            @Nullable Instant endedAt,
            Map<String, Long> rows,
            @Nullable Long opened,
            long findings,
            @Nullable Boolean whole,
            List<Reconciliation.Finding> first,
            @Nullable String code,
            @Nullable String hint) {

        static Answer of(Errand.Run<Reconciliation.Report> run, FoundSoFar found) {
            Reconciliation.Report report = run.result();
            Fault fault = run.fault();
            return new Answer(
                    run.state(),
                    run.by(),
                    run.startedAt(),
                    run.endedAt(),
                    found.rows(),
                    report == null ? null : report.opened(),
                    found.count(),
                    report == null ? null : report.whole(),
                    found.first(),
                    fault == null ? null : fault.code().code(),
                    fault == null ? null : fault.code().hint());
        }
    }
}
