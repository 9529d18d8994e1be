package org.nansen.gateway.screening;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.ScreeningPart;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.ScreeningResult;

/** What is known of one record's screening: what earlier tries brought in, what may not be asked, and what is new. */
final class Progress {

    private final Map<Place, ScreeningPart> known = new LinkedHashMap<>();
    private final Map<Place, ScreeningPart> news = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    Progress(List<ScreeningPart> earlier, ScreeningGate.Leave leave, Instant now) {
        for (ScreeningPart part : earlier) {
            known.put(Place.of(part), hasExpired(part, now) ? expired(part) : part);
        }
        for (ScreeningPart refused : leave.refused()) {
            ScreeningPart before = known.get(Place.of(refused));
            if (before == null || (isOpen(before) && before.fault() != refused.fault())) {
                put(refused);
            }
        }
        // Not offered or not wanted any more: nobody will ever answer.
        for (ScreeningPart part : List.copyOf(known.values())) {
            boolean askable = leave.permitted()
                    .getOrDefault(part.connection(), new TreeSet<>())
                    .contains(part.database());
            if (part.result() == ScreeningResult.INCOMPLETE && !askable) {
                put(new ScreeningPart(
                        part.connection(),
                        part.database(),
                        ScreeningResult.NOT_PERMITTED,
                        now,
                        null,
                        null,
                        part.round(),
                        List.of(),
                        FaultCode.NG_205_NOT_ATTESTED));
            }
        }
        leave.permitted()
                .forEach((connection, databases) -> databases.forEach(database ->
                        known.putIfAbsent(new Place(connection, database), unasked(connection, database, now))));
    }

    /** Returns what may be asked and has no final answer, by connection. */
    SortedMap<String, SortedSet<String>> open(Map<String, SortedSet<String>> permitted) {
        SortedMap<String, SortedSet<String>> open = new TreeMap<>();
        permitted.forEach((connection, databases) -> {
            SortedSet<String> left = new TreeSet<>();
            for (String database : databases) {
                if (isOpen(known.get(new Place(connection, database)))) {
                    left.add(database);
                }
            }
            if (!left.isEmpty()) {
                open.put(connection, left);
            }
        });
        return open;
    }

    /** Returns the number of the next question: one more than that of the last one that was answered. */
    int round(String connection, Collection<String> databases) {
        return 1 + answeredRound(connection, databases);
    }

    private int answeredRound(String connection, Collection<String> databases) {
        return databases.stream()
                .map(database -> known.get(new Place(connection, database)))
                .mapToInt(part -> part == null ? 0 : part.round())
                .max()
                .orElse(0);
    }

    /** Returns how long to wait before the databases are asked again; zero when they may be asked now. */
    Duration untilDue(
            String connection, Collection<String> databases, ScreeningSettings.AskAgain askAgain, Instant now) {
        int round = answeredRound(connection, databases);
        if (round == 0) {
            return Duration.ZERO;
        }
        Duration pause = askAgain.after(round);
        Instant asked = databases.stream()
                .map(database -> known.get(new Place(connection, database)))
                .filter(part -> part != null && part.round() == round)
                .map(ScreeningPart::askedAt)
                .max(Instant::compareTo)
                .orElse(now);
        Duration left = Duration.between(now, asked.plus(pause));
        // More than the whole pause is left only where the clock was set back.
        return left.isNegative() || left.compareTo(pause) > 0 ? Duration.ZERO : left;
    }

    void add(Answer.Parts answer) {
        answer.parts().forEach(this::put);
        notes.addAll(answer.notes());
    }

    boolean isFinal() {
        return known.values().stream().noneMatch(part -> part.result() == ScreeningResult.INCOMPLETE);
    }

    boolean areFinal(String connection, Collection<String> databases) {
        return databases.stream()
                .map(database -> known.get(new Place(connection, database)))
                .noneMatch(part -> part == null || part.result() == ScreeningResult.INCOMPLETE);
    }

    /** Says of everything still without any answer that and why it is incomplete; its round stays open. */
    void markUnanswered(FaultCode why, Instant now) {
        for (ScreeningPart part : List.copyOf(known.values())) {
            if (part.result() == ScreeningResult.INCOMPLETE && part.fault() == null) {
                put(new ScreeningPart(
                        part.connection(),
                        part.database(),
                        ScreeningResult.INCOMPLETE,
                        now,
                        null,
                        null,
                        part.round(),
                        List.of(),
                        why));
            }
        }
    }

    ScreeningResult together() {
        return ScreeningResult.together(
                known.values().stream().map(ScreeningPart::result).toList());
    }

    Collection<ScreeningPart> news() {
        return news.values();
    }

    List<String> notes() {
        return notes;
    }

    private void put(ScreeningPart part) {
        known.put(Place.of(part), part);
        news.put(Place.of(part), part);
    }

    private static boolean isOpen(@Nullable ScreeningPart part) {
        return part == null
                || part.result() == ScreeningResult.INCOMPLETE
                || part.result() == ScreeningResult.NOT_PERMITTED;
    }

    /** A no-hit holds for as long as it says: the others may take longer than that to come in. */
    private static boolean hasExpired(ScreeningPart part, Instant now) {
        return part.result() == ScreeningResult.NO_HIT
                && part.validUntil() != null
                && !part.validUntil().isAfter(now);
    }

    private static ScreeningPart expired(ScreeningPart part) {
        return new ScreeningPart(
                part.connection(),
                part.database(),
                ScreeningResult.INCOMPLETE,
                part.askedAt(),
                null,
                part.requestId(),
                part.round(),
                List.of(),
                null);
    }

    private static ScreeningPart unasked(String connection, String database, Instant now) {
        return new ScreeningPart(connection, database, ScreeningResult.INCOMPLETE, now, null, null, 0, List.of(), null);
    }

    private record Place(String connection, String database) {
        static Place of(ScreeningPart part) {
            return new Place(part.connection(), part.database());
        }
    }
}
