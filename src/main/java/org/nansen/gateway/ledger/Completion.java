package org.nansen.gateway.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.ScreeningResult;

/**
 * What a room found out about a unit of work. A route hands it to {@code ledger:<queue>}, where it is written in one
 * commit together with the end of the claim and the next work. Not thread-safe.
 */
public final class Completion {

    private final Claim claim;
    private final List<ScreeningPart> parts = new ArrayList<>();
    private final List<NewLetter> letters = new ArrayList<>();
    private final List<Withheld> withheld = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private @Nullable ScreeningResult screening;
    private boolean interim;
    private @Nullable FaultCode review;
    private @Nullable Again again;
    private @Nullable Instant noLaterThan;
    private @Nullable FaultCode refused;

    private Completion(Claim claim) {
        this.claim = claim;
    }

    public static Completion of(Claim claim) {
        return new Completion(claim);
    }

    /** Adds or replaces what a database said. */
    public Completion part(ScreeningPart part) {
        parts.add(part);
        return this;
    }

    /** Sets the result of all parts together. */
    public Completion screening(ScreeningResult result) {
        this.screening = result;
        return this;
    }

    /** A letter to write. */
    public Completion letter(NewLetter letter) {
        letters.add(letter);
        return this;
    }

    /** A message that does not go, and by which rule; {@code default} when no rule matched. */
    public Completion withheld(MessageKind kind, String destination, String rule, FaultCode why) {
        return withheld(kind, destination, rule, why, null);
    }

    /**
     * The same for a message that would go were its system not in shadow mode.
     *
     * @param would the rule by which it would go, or null where it would not go anyway
     */
    public Completion withheld(
            MessageKind kind, String destination, String rule, FaultCode why, @Nullable String would) {
        withheld.add(new Withheld(kind, destination, rule, why, would));
        return this;
    }

    /** A line for the record's timeline: ids and codes only. */
    public Completion note(String what) {
        notes.add(what);
        return this;
    }

    /** The record needs a person before anything else happens. */
    public Completion review(FaultCode why) {
        this.review = why;
        return this;
    }

    /**
     * The work is not finished: what was found is kept and the rest is tried again after {@code in}, without a limit.
     *
     * @param lane the dependency that was missing, to be paused, or null when none is
     */
    public Completion again(FaultCode why, @Nullable String lane, Duration in) {
        this.again = new Again(why, lane, in, false);
        return this;
    }

    /** Together with {@link #again}: the work is taken up again at that time even while its lane is still paused. */
    public Completion noLaterThan(Instant time) {
        this.noLaterThan = time;
        return this;
    }

    /** The work waits for something that will arrive by another record; parks after {@code giveUpAfter} from acceptance. */
    public Completion waiting(FaultCode why, Duration lookAgainIn) {
        this.again = new Again(why, null, lookAgainIn, true);
        return this;
    }

    /** Together with {@link #again}: the next room gets the record now for an interim word, while this work goes on. */
    public Completion interim() {
        this.interim = true;
        return this;
    }

    /** A letter that must not go after all: it ends as withheld. */
    public Completion refuse(FaultCode why) {
        this.refused = why;
        return this;
    }

    public Claim claim() {
        return claim;
    }

    List<ScreeningPart> parts() {
        return parts;
    }

    List<NewLetter> letters() {
        return letters;
    }

    List<Withheld> withheld() {
        return withheld;
    }

    List<String> notes() {
        return notes;
    }

    @Nullable
    ScreeningResult screening() {
        return screening;
    }

    boolean isInterim() {
        return interim;
    }

    @Nullable
    FaultCode review() {
        return review;
    }

    @Nullable
    Again again() {
        return again;
    }

    @Nullable
    Instant noLaterThan() {
        return noLaterThan;
    }

    @Nullable
    FaultCode refused() {
        return refused;
    }

    record Again(FaultCode why, @Nullable String lane, Duration in, boolean waiting) {}

    record Withheld(
            MessageKind kind,
            String destination,
            String rule,
            FaultCode why,
            @Nullable String would) {}

    @Override
    public String toString() {
        return "Completion[claim=" + claim.id() + "]";
    }
}
