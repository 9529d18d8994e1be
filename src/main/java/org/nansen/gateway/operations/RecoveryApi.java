package org.nansen.gateway.operations;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Drops;
import org.nansen.gateway.ledger.Recovery;
import org.nansen.gateway.ledger.Views;
import org.nansen.gateway.security.Login;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Puts parked records right: see why they parked, try them again or give them up, one by one or as a job. */
@RestController
class RecoveryApi {

    private final Recovery recovery;
    private final Views views;
    private final Drops drops;

    RecoveryApi(Recovery recovery, Views views, Drops drops) {
        this.recovery = recovery;
        this.views = views;
        this.drops = drops;
    }

    @GetMapping("/api/v1/recovery/parked")
    RecoveryAnswers.Groups parked(
            @RequestParam(name = "fault", required = false) @Nullable String fault,
            @RequestParam(name = "queue", required = false) @Nullable String queue,
            @RequestParam(name = "system", required = false) @Nullable String system,
            @RequestParam(name = "since", required = false) @Nullable Instant since,
            @RequestParam(name = "until", required = false) @Nullable Instant until) {
        return RecoveryAnswers.Groups.of(recovery.parked(RecoveryOrder.filter(fault, queue, system, since, until)));
    }

    /** Acts on everything of the record that is parked; durable when answered. */
    @PostMapping("/api/v1/recovery/records/{id}/retry")
    RecoveryAnswers.Job retry(@PathVariable("id") String id, @AuthenticationPrincipal Login operator) {
        return act(Recovery.Act.RETRY, id, null, operator);
    }

    @PostMapping("/api/v1/recovery/records/{id}/abandon")
    RecoveryAnswers.Job abandon(
            @PathVariable("id") String id, @RequestBody Reason why, @AuthenticationPrincipal Login operator) {
        return act(Recovery.Act.ABANDON, id, RecoveryOrder.reason(why.reason()), operator);
    }

    private RecoveryAnswers.Job act(Recovery.Act act, String id, @Nullable String reason, Login operator) {
        return recovery.actOn(act, id, reason, operator.getUsername())
                .join()
                .map(this::answer)
                .orElseThrow(
                        () -> views.record(id).isPresent() || drops.find(id).isPresent()
                                ? Refusal.conflict("Nothing of it is parked.")
                                : Refusal.notFound());
    }

    /** Prepares only: the answer is the preview, and nothing is acted on before its start. */
    @PostMapping("/api/v1/recovery/jobs")
    @ResponseStatus(HttpStatus.CREATED)
    RecoveryAnswers.Job prepare(@RequestBody RecoveryOrder order, @AuthenticationPrincipal Login operator) {
        return recovery.prepare(order.order(), operator.getUsername())
                .join()
                .map(this::answer)
                .orElseThrow(() -> Refusal.conflict("Nothing that is parked matches."));
    }

    @GetMapping("/api/v1/recovery/jobs")
    RecoveryAnswers.Jobs jobs(@RequestParam(name = "limit", defaultValue = "100") int limit) {
        return new RecoveryAnswers.Jobs(recovery.jobs(Page.limit(limit)).stream()
                .map(job -> RecoveryAnswers.Job.of(job, null))
                .toList());
    }

    @GetMapping("/api/v1/recovery/jobs/{id}")
    RecoveryAnswers.Job job(@PathVariable("id") String id) {
        return recovery.job(id).map(this::answer).orElseThrow(Refusal::notFound);
    }

    @PostMapping("/api/v1/recovery/jobs/{id}/start")
    RecoveryAnswers.Job start(@PathVariable("id") String id, @AuthenticationPrincipal Login operator) {
        return tell(id, Recovery.Word.START, operator);
    }

    @PostMapping("/api/v1/recovery/jobs/{id}/pause")
    RecoveryAnswers.Job pause(@PathVariable("id") String id, @AuthenticationPrincipal Login operator) {
        return tell(id, Recovery.Word.PAUSE, operator);
    }

    @PostMapping("/api/v1/recovery/jobs/{id}/resume")
    RecoveryAnswers.Job resume(@PathVariable("id") String id, @AuthenticationPrincipal Login operator) {
        return tell(id, Recovery.Word.RESUME, operator);
    }

    @PostMapping("/api/v1/recovery/jobs/{id}/cancel")
    RecoveryAnswers.Job cancel(@PathVariable("id") String id, @AuthenticationPrincipal Login operator) {
        return tell(id, Recovery.Word.CANCEL, operator);
    }

    private RecoveryAnswers.Job tell(String id, Recovery.Word word, Login operator) {
        Recovery.Job before = recovery.job(id).orElseThrow(Refusal::notFound);
        CompletableFuture<Optional<Recovery.Job>> told = recovery.tell(id, word, operator.getUsername());
        return told.join()
                .map(this::answer)
                .orElseThrow(() -> Refusal.conflict("The job is " + Words.of(before.state()) + "."));
    }

    private RecoveryAnswers.Job answer(Recovery.Job job) {
        return RecoveryAnswers.Job.of(job, recovery.report(job.id()));
    }

    record Reason(@Nullable String reason) {}
}
