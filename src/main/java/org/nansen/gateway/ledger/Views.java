package org.nansen.gateway.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.ScreeningResult;

/** Windows onto the ledger for operators, systems and metrics; nothing here changes anything. */
public interface Views {

    /** The identity per system. */
    Map<String, Counts> accounting();

    /** Records in each stage. */
    Map<String, StageDepth> stages();

    /** When each system last handed something over. */
    Map<String, Instant> lastArrivals();

    Optional<RecordView> record(String recordId);

    /** Records of a system by the source's own record number, newest first. */
    List<RecordView> recordsOf(String system, String sourceRecordId);

    /** Lines of a receipt: what became of each record, in order, after the {@code after}-th. */
    List<ReceiptLine> receiptRecords(String receiptId, long after, int limit);

    /** Lines of a receipt: what was wrong, in order, after the {@code after}-th. */
    List<NumberedRejection> receiptRejections(String receiptId, long after, int limit);

    /** Parked units, newest first. */
    List<Parked> parked(int limit);

    /** Drops that wait for an operator's word, oldest first. */
    List<Drop> heldDrops(int limit);

    /**
     * Answers (M7) for the system to fetch, in the order in which they were published, after the one with the id
     * {@code after} (or from the start). Who shows them looks at {@link #shieldOf} first.
     */
    List<Letter> published(String system, @Nullable String after, int limit);

    /** Codes of the feared and restricted countries of a record's person as of now: the union over person and cases. */
    Set<String> shieldOf(String recordId);

    /**
     * The identity of one system: {@code received = delivered + withheld + rejected + duplicate + skipped + abandoned +
     * parked + inFlight}, in canonical records.
     *
     * @param stages records in flight by stage
     * @param history of those withheld, how many are from before the date of their system's feed
     */
    record Counts(
            long received,
            long delivered,
            long withheld,
            long rejected,
            long duplicate,
            long skipped,
            long abandoned,
            long parked,
            long inFlight,
            Map<String, Long> stages,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long history) {

        /** Of a system without history. */
        public Counts(
                long received,
                long delivered,
                long withheld,
                long rejected,
                long duplicate,
                long skipped,
                long abandoned,
                long parked,
                long inFlight,
                Map<String, Long> stages) {
            this(received, delivered, withheld, rejected, duplicate, skipped, abandoned, parked, inFlight, stages, 0);
        }
    }

    /** How many records a stage holds and how old the oldest is; {@code oldest} is null when it is empty. */
    record StageDepth(long depth, @Nullable Instant oldest) {}

    /** A record without the person's data. */
    record RecordView(
            String id,
            String system,
            Event event,
            String stage,
            Instant receivedAt,
            String receiptId,
            long line,
            String mapping,
            int attempts,
            @Nullable FaultCode fault,
            @Nullable ScreeningResult screening,
            List<ScreeningPart> parts,
            List<LetterView> letters,
            List<TimelineEntry> timeline) {}

    /**
     * A letter without its content, or a message that did not go.
     *
     * @param would the rule by which it would have gone were its system not in shadow mode, or null
     */
    record LetterView(
            String id,
            MessageKind kind,
            String destination,
            String state,
            int attempts,
            @Nullable FaultCode fault,
            @Nullable String rule,
            @Nullable String would) {

        public LetterView(
                String id,
                MessageKind kind,
                String destination,
                String state,
                int attempts,
                @Nullable FaultCode fault,
                @Nullable String rule) {
            this(id, kind, destination, state, attempts, fault, rule, null);
        }
    }

    /** What happened to a record, and when. */
    record TimelineEntry(Instant at, String what) {}

    /** A record's line in a receipt and its number within the drop; status is {@code accepted}, {@code duplicate}, {@code late}, {@code arriving}, {@code held} or {@code abandoned}. */
    record ReceiptLine(long number, long line, String id, String status) {}

    /** A rejection and its number within the drop. */
    record NumberedRejection(long number, Rejection rejection) {}

    /** A unit that parked. */
    record Parked(String id, String recordId, String queue, String system, FaultCode fault, Instant since) {}
}
