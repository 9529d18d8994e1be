package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The claims that results of one batch end, ended together before anything else of the batch is done. Each write carries
 * the claim's fence; what another has taken meanwhile stays as it is, and its result is void.
 */
final class Endings {

    private final List<RecordResult> decisions = new ArrayList<>();
    private final List<RecordResult> tasks = new ArrayList<>();
    private final List<LetterResult> letters = new ArrayList<>();
    private final Set<String> tooEarly = new HashSet<>();
    private final Map<String, Set<String>> overtakenAt = new HashMap<>();

    /** By identity: of two results that say the same of one claim, the first ends it. */
    private final Set<Change<?>> ended = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Asks whether it is the record's turn among its person's. */
    void turn(RecordResult decision) {
        decisions.add(decision);
    }

    /** The work on the record is done. */
    void add(RecordResult result) {
        tasks.add(result);
    }

    /** The letter is handed over, or refused for a reason. */
    void add(LetterResult result) {
        letters.add(result);
    }

    void end(Batch batch) throws SQLException {
        if (!decisions.isEmpty()) {
            // All decisions of a batch are this node's, and so are the ids.
            tooEarly.addAll(PersonOrder.tooEarly(
                    batch.sql(), decisions, decisions.get(0).ids()));
            overtakenAt.putAll(PersonOrder.overtakenAt(batch.sql(), decisions));
        }
        tasks.removeIf(result -> isTooEarly(result) || !overtaken(result).isEmpty());
        if (!tasks.isEmpty()) {
            keep(tasks, Tasks.end(batch, tasks));
        }
        if (!letters.isEmpty()) {
            keep(letters, Letters.end(batch, letters));
        }
    }

    private void keep(List<? extends Change<?>> results, int[] rows) {
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] > 0) {
                ended.add(results.get(i));
            }
        }
    }

    /** Whether an earlier decision about the person comes first. An answer on the same record has no turn to wait for. */
    boolean isTooEarly(RecordResult result) {
        return result.decides() && tooEarly.contains(result.claim().recordId());
    }

    /** The result's letters that come after the word of a later decision at the same destination; a person looks at those. */
    List<Letters.Sealed> overtaken(RecordResult result) {
        Set<String> destinations =
                result.decides() ? overtakenAt.getOrDefault(result.claim().recordId(), Set.of()) : Set.of();
        return result.letters().stream()
                .filter(PersonOrder::tellsADecision)
                .filter(letter -> destinations.contains(letter.letter().destination()))
                .toList();
    }

    /** Whether the result's claim was still held, and is ended now. */
    boolean ended(Change<?> result) {
        return ended.contains(result);
    }
}
