package org.nansen.gateway.operations;

import java.util.List;
import java.util.regex.Pattern;
import org.nansen.gateway.ledger.Holds;
import org.nansen.gateway.security.Login;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Stops destinations. One person stops one or all at once; starting again takes two. */
@RestController
class HoldsApi {

    /** A destination of the policy, {@code system.<name>}, or {@code all}. */
    private static final Pattern DESTINATION = Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}");

    private static final int LONGEST_REASON = 500;

    private final Holds holds;

    HoldsApi(Holds holds) {
        this.holds = holds;
    }

    @GetMapping("/api/v1/holds")
    HoldList holds() {
        return new HoldList(holds.holds());
    }

    @GetMapping("/api/v1/holds/{destination}")
    Holds.Hold hold(@PathVariable("destination") String destination) {
        return holds.holds().stream()
                .filter(hold -> hold.destination().equals(destination))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    /** Stops at once; durable when answered. A name that no policy knows is held too: better one hold too many. */
    @PutMapping("/api/v1/holds/{destination}")
    Holds.Hold stop(
            @PathVariable("destination") String destination,
            @RequestBody Reason why,
            @AuthenticationPrincipal Login operator) {
        if (!DESTINATION.matcher(destination).matches()) {
            throw Refusal.badRequest("The destination's name has characters that no destination has.");
        }
        String reason = why.reason() == null ? "" : why.reason().strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw Refusal.badRequest(
                    "A reason of 1 to " + LONGEST_REASON + " characters is needed; name no person in it.");
        }
        return holds.hold(destination, operator.getUsername(), reason).join();
    }

    /** 202 and the hold: a second person must ask too. 204: lifted. */
    @DeleteMapping("/api/v1/holds/{destination}")
    ResponseEntity<Holds.Hold> lift(
            @PathVariable("destination") String destination, @AuthenticationPrincipal Login operator) {
        hold(destination);
        Holds.Hold still = holds.lift(destination, operator.getUsername()).join();
        return still == null
                ? ResponseEntity.noContent().build()
                : ResponseEntity.accepted().body(still);
    }

    record Reason(String reason) {}

    record HoldList(List<Holds.Hold> holds) {}
}
