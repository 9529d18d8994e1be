package org.nansen.gateway.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/**
 * What systems' feeds leave for people: drops to look into, rows that are no more in a whole stock, and what systems in
 * shadow mode would have asked and sent. Nothing here shows a person's data.
 */
public interface Feeds {

    /** Looks into a drop, held or not. */
    Optional<DropView> drop(String receiptId);

    /** Records in review because their row is no more in the system's stock, by system. */
    Map<String, VanishedSet> vanished();

    /**
     * Records of a system in review because their row is no more in its stock, the oldest review first, after the one with
     * the position {@code after} (or from the start).
     */
    List<VanishedRow> vanished(String system, @Nullable String after, int limit);

    /** The source's own number of a record. Whoever asks makes it an entry. */
    Optional<String> sourceNumber(String recordId);

    /**
     * A person has looked: the reviews end, and the records stand where they stood before.
     *
     * @param records the records whose reviews end
     * @return how many there were
     */
    CompletableFuture<Integer> seen(List<String> records, String by);

    /** What systems in shadow mode would have asked and sent, since the day; by system, day and what it was. */
    List<ShadowCount> shadow(LocalDate since);

    /** Files of drops of the system that belong elsewhere by now than where they were moved. */
    List<Move> moves(String system);

    /** The file lies where it belongs, or nowhere. */
    CompletableFuture<Void> moved(Move move);

    /**
     * A drop as somebody sees it who has to decide about it.
     *
     * @param events its records by what they tell
     * @param rejections what is wrong with the rest, by code and field
     */
    record DropView(
            Drop drop, Map<String, Long> events, List<RejectionSet> rejections, Drops.@Nullable Snapshot stock) {}

    /** How often something is wrong in a drop, and where first. */
    record RejectionSet(FaultCode code, @Nullable String field, long lines, long firstLine) {}

    /** How many, and since when the oldest. */
    record VanishedSet(long records, Instant oldest) {}

    /**
     * A record in review because its row vanished.
     *
     * @param position where to go on after it
     */
    record VanishedRow(String recordId, String receiptId, long line, Instant since, String position) {}

    /**
     * What would have happened.
     *
     * @param act {@code ask} or {@code send}
     * @param what connection and database, or message, destination and rule, parted by blanks
     */
    record ShadowCount(String system, LocalDate day, String act, String what, long count) {}

    /**
     * A file that belongs elsewhere.
     *
     * @param name the sender's name for it
     * @param folder {@code done} or {@code failed}
     */
    record Move(String receiptId, @Nullable String name, String folder) {}
}
