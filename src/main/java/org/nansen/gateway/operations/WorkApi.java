package org.nansen.gateway.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Drop;
import org.nansen.gateway.ledger.Drops;
import org.nansen.gateway.ledger.Lanes;
import org.nansen.gateway.ledger.Views;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.security.Login;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What does not move by itself: dependencies that are down, units that parked, drops that wait for a word. */
@RestController
class WorkApi {

    private final Lanes lanes;
    private final Views views;
    private final Drops drops;

    WorkApi(Lanes lanes, Views views, Drops drops) {
        this.lanes = lanes;
        this.views = views;
        this.drops = drops;
    }

    @GetMapping("/api/v1/outages")
    Outages outages() {
        return new Outages(lanes.outages().stream().map(OutageAnswer::of).toList());
    }

    @GetMapping("/api/v1/parked")
    ParkedUnits parked(@RequestParam(name = "limit", defaultValue = "100") int limit) {
        // A record with two letters is one line: their number would tell what was found.
        Map<String, ParkedAnswer> once = new LinkedHashMap<>();
        views.parked(Page.limit(limit)).stream()
                .map(ParkedAnswer::of)
                .forEach(unit -> once.putIfAbsent(unit.queue() + unit.recordId(), unit));
        return new ParkedUnits(List.copyOf(once.values()));
    }

    @GetMapping("/api/v1/drops")
    HeldDrops held(@RequestParam(name = "limit", defaultValue = "100") int limit) {
        return new HeldDrops(
                views.heldDrops(Page.limit(limit)).stream().map(DropAnswer::of).toList());
    }

    @PostMapping("/api/v1/drops/{receiptId}/release")
    DropAnswer release(@PathVariable("receiptId") String receiptId, @AuthenticationPrincipal Login operator) {
        return decide(receiptId, operator, drops::releaseHeld);
    }

    @PostMapping("/api/v1/drops/{receiptId}/refuse")
    DropAnswer refuse(@PathVariable("receiptId") String receiptId, @AuthenticationPrincipal Login operator) {
        return decide(receiptId, operator, drops::refuseHeld);
    }

    private DropAnswer decide(
            String receiptId, Login operator, BiFunction<String, String, CompletableFuture<Optional<Drop>>> word) {
        if (drops.find(receiptId).isEmpty()) {
            throw Refusal.notFound();
        }
        return word.apply(receiptId, operator.getUsername())
                .join()
                .map(DropAnswer::of)
                .orElseThrow(() -> Refusal.conflict("The drop is not held."));
    }

    record Outages(List<OutageAnswer> outages) {}

    record OutageAnswer(String name, Instant since, String code, String hint, Instant nextProbe) {
        static OutageAnswer of(Lanes.Outage outage) {
            return new OutageAnswer(
                    outage.lane(),
                    outage.since(),
                    outage.why().code(),
                    outage.why().hint(),
                    outage.nextProbe());
        }
    }

    record HeldDrops(List<DropAnswer> drops) {}

    record ParkedUnits(List<ParkedAnswer> parked) {}

    /**
     * A parked unit. Which door a letter waits at, and what is wrong there, would tell what message it is: letters are
     * all {@code delivery} under their record's id.
     */
    record ParkedAnswer(
            String id, String recordId, String queue, String system, String fault, String hint, Instant since) {
        private static final Predicate<String> LETTERS =
                Pattern.compile("mail|reply\\..*").asMatchPredicate();

        static ParkedAnswer of(Views.Parked unit) {
            FaultCode fault = Objects.requireNonNull(Words.shownOfRecord(unit.fault()));
            boolean letter = LETTERS.test(unit.queue());
            return new ParkedAnswer(
                    letter ? unit.recordId() : unit.id(),
                    unit.recordId(),
                    letter ? "delivery" : unit.queue(),
                    unit.system(),
                    fault.code(),
                    fault.hint(),
                    unit.since());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DropAnswer(
            String receiptId,
            String system,
            @Nullable String state,
            @Nullable String code,
            long received,
            long accepted,
            long duplicate,
            long rejected,
            long skipped) {
        static DropAnswer of(Drop drop) {
            return new DropAnswer(
                    drop.receiptId(),
                    drop.system(),
                    Words.of(drop.state()),
                    Words.code(drop.code()),
                    drop.received(),
                    drop.accepted(),
                    drop.duplicate(),
                    drop.rejected(),
                    drop.skipped());
        }
    }
}
