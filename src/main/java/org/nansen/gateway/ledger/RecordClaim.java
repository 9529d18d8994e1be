package org.nansen.gateway.ledger;

import java.time.Instant;
import java.util.List;
import org.nansen.gateway.record.AsylumRecord;

/** A room's work on a record. */
public non-sealed interface RecordClaim extends Claim {

    /** Id of the record (UUIDv7). */
    String recordId();

    /** When the record was accepted. */
    Instant receivedAt();

    /** Opens the sealed record. */
    AsylumRecord record();

    /** Whether an interim word was already handed on while this work went on. */
    boolean interimGiven();

    /** Answers that earlier tries of this work already brought in, newest for each connection and database. */
    List<ScreeningPart> parts();
}
