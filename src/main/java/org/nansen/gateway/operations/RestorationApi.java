package org.nansen.gateway.operations;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Restorations;
import org.nansen.gateway.security.Login;
import org.nansen.gateway.security.Role;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The way back to work after the ledger was put back. An operator sees how much waits and says when systems have handed
 * over again what was lost; where a letter goes tells what it is, so letters are settled by officers.
 */
@RestController
class RestorationApi {

    private static final int MOST_IDS = 100_000;

    private final Restorations restorations;

    RestorationApi(Restorations restorations) {
        this.restorations = restorations;
    }

    @GetMapping("/api/v1/restoration")
    State state(@AuthenticationPrincipal Login caller) {
        List<Restorations.HeldSet> held = restorations.held();
        return new State(restorations.all(), caller.is(Role.OFFICER) ? held : bySystem(held));
    }

    private static List<Restorations.HeldSet> bySystem(List<Restorations.HeldSet> sets) {
        Map<String, Restorations.HeldSet> merged = new TreeMap<>();
        for (Restorations.HeldSet set : sets) {
            merged.merge(
                    set.system(),
                    new Restorations.HeldSet(set.system(), "(all)", set.letters(), set.oldest(), set.newest()),
                    (one, other) -> new Restorations.HeldSet(
                            one.system(),
                            one.destination(),
                            one.letters() + other.letters(),
                            one.oldest().isBefore(other.oldest()) ? one.oldest() : other.oldest(),
                            one.newest().isAfter(other.newest()) ? one.newest() : other.newest()));
        }
        return List.copyOf(merged.values());
    }

    /** Ends the time in which every new letter is held. */
    @PostMapping("/api/v1/restoration/end")
    State end(@AuthenticationPrincipal Login caller) {
        if (!restorations.end(caller.getUsername()).join()) {
            throw Refusal.conflict("No restoration is open.");
        }
        return state(caller);
    }

    @GetMapping("/api/v1/restoration/letters")
    HeldLetters letters(
            @RequestParam(name = "system", required = false) @Nullable String system,
            @RequestParam(name = "destination", required = false) @Nullable String destination,
            @RequestParam(name = "after", defaultValue = "") String after,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        return new HeldLetters(restorations.letters(system, destination, after, Page.limit(limit)));
    }

    @PostMapping("/api/v1/restoration/letters")
    Settled settle(@RequestBody Choice choice, @AuthenticationPrincipal Login officer) {
        if (choice.ids != null && choice.ids.size() > MOST_IDS) {
            throw Refusal.badRequest("At most " + MOST_IDS + " ids at once.");
        }
        return new Settled(restorations
                .settle(
                        new Restorations.Which(choice.system, choice.destination, choice.ids),
                        word(choice.word),
                        officer.getUsername())
                .join());
    }

    private static Restorations.Word word(@Nullable String word) {
        return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
            case "sent" -> Restorations.Word.SENT;
            case "send" -> Restorations.Word.SEND;
            default -> throw Refusal.badRequest("The word is sent or send.");
        };
    }

    record State(List<Restorations.Restoration> restorations, List<Restorations.HeldSet> held) {}

    record HeldLetters(List<Restorations.HeldLetter> letters) {}

    record Choice(
            @Nullable String system,
            @Nullable String destination,
            @Nullable List<String> ids,
            @Nullable String word) {}

    record Settled(long letters) {}
}
