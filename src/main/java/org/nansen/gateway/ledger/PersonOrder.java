package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps what is decided about one person in the order of the person's records. Decisions are taken in hand by several
 * workers and nodes at once, urgent ones first; a refusal that overtook the grant before it would be contradicted by the
 * older message that comes after it.
 */
final class PersonOrder {

    /** How soon a decision that came too early is looked at again, in milliseconds. */
    private static final long LOOK_AGAIN = 500;

    /** After every id. */
    private static final String LAST = "~";

    /** Further back than this nobody is still deciding. */
    private static final int FURTHEST_BACK = 50;

    // PostgreSQL would look for a task among all of its queue, and for the last letter from the end of all letters.
    private static final String BEFORE =
            "with recursive before (decided, id, steps) as (select id, previous, 1 from record"
                    + " where id in (?) and previous is not null"
                    + " union all select b.decided, r.previous, b.steps + 1 from before b join record r on r.id = b.id"
                    + " where r.previous is not null and b.steps < " + FURTHEST_BACK + ")"
                    + " select b.decided, (select count(*) from task t where t.record_id = b.id"
                    + " and t.queue || '' = 'disclosure' and t.state || '' in ('ready', 'claimed', 'waiting')),"
                    + " (select max(l.id || '') from letter l where l.record_id = b.id) from before b";

    /** From the person's newest record back to the one after the decided one; most are the newest themselves. */
    private static final String SINCE =
            "with recursive since (decided, id, previous) as (select d.id, r.id, r.previous from record d"
                    + " join person p on p.id = d.person_id join record r on r.id = p.newest"
                    + " where d.id in (?) and r.id <> d.id"
                    + " union all select s.decided, r.id, r.previous from since s join record r on r.id = s.previous"
                    + " where r.id <> s.decided) select decided, id from since";

    /** In a statement of its own: in one with the above, either engine at times looks through all letters. */
    private static final String TOLD =
            "select record_id, destination from letter where record_id in (?) and kind = 'M8'";

    private PersonOrder() {}

    static boolean concerns(RecordInHand claim) {
        return claim.queue().equals("disclosure");
    }

    /**
     * Returns the records of those decisions before which an earlier record of the person is still being decided, or has
     * letters whose ids are not before theirs: the ids are drawn before the commit, and letters leave in the order of
     * their ids. In the second case the ids that are drawn for the next try go on after those.
     */
    static Set<String> tooEarly(Sql sql, List<RecordResult> decisions, LetterIds ids) throws SQLException {
        Map<String, String> firstLetters = new HashMap<>();
        for (RecordResult decision : decisions) {
            // One without letters has none that could go too early.
            String first = decision.letters().isEmpty()
                    ? LAST
                    : decision.letters().get(0).id();
            firstLetters.merge(
                    decision.claim().recordId(), first, (one, other) -> one.compareTo(other) < 0 ? one : other);
        }
        Set<String> tooEarly = new HashSet<>();
        sql.among(BEFORE, firstLetters.keySet(), row -> {
            String decided = row.getString(1);
            String letter = row.getString(3);
            boolean undecided = row.getInt(2) > 0;
            boolean ahead = letter != null && letter.compareTo(firstLetters.get(decided)) > 0;
            if (ahead) {
                ids.follow(letter);
            }
            return undecided || ahead ? tooEarly.add(decided) : tooEarly.isEmpty();
        });
        return tooEarly;
    }

    /**
     * Returns by record where a later decision on the person was told already, will be, or would have been, had nothing
     * stood in its way. A decision that was parked and is tried again after that would pass for the newer word there.
     */
    static Map<String, Set<String>> overtakenAt(Sql sql, List<RecordResult> decisions) throws SQLException {
        Set<String> telling = new HashSet<>();
        for (RecordResult decision : decisions) {
            if (decision.letters().stream().anyMatch(PersonOrder::tellsADecision)) {
                telling.add(decision.claim().recordId());
            }
        }
        Map<String, Set<String>> overtakenAt = new HashMap<>();
        Map<String, Set<String>> decidedBefore = new HashMap<>();
        sql.among(SINCE, telling, row -> decidedBefore
                .computeIfAbsent(row.getString(2), later -> new HashSet<>())
                .add(row.getString(1)));
        sql.among(TOLD, decidedBefore.keySet(), row -> {
            for (String decided : decidedBefore.getOrDefault(row.getString(1), Set.of())) {
                overtakenAt.computeIfAbsent(decided, record -> new HashSet<>()).add(row.getString(2));
            }
            return row;
        });
        return overtakenAt;
    }

    /** Whether the letter tells of a decision; hits and answers are nobody's older word. */
    static boolean tellsADecision(Letters.Sealed letter) {
        return letter.letter().kind() == MessageKind.M8;
    }

    /** Puts the decision back for a moment; what was found out is found out anew. */
    static void putBack(Batch batch, RecordInHand claim) throws SQLException {
        batch.sql()
                .update(
                        "update task set state = 'ready', due_at = ?" + Tasks.HELD,
                        batch.now() + LOOK_AGAIN,
                        claim.recordId(),
                        claim.queue(),
                        claim.fence());
    }
}
