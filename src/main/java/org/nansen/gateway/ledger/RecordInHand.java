package org.nansen.gateway.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.AsylumRecord;

final class RecordInHand extends ClaimInHand implements RecordClaim {

    private final Archive archive;
    private final String recordId;
    private final String personId;
    private final Instant receivedAt;
    private @Nullable AsylumRecord record;

    RecordInHand(
            Archive archive,
            String recordId,
            String personId,
            String queue,
            String system,
            int attempts,
            long fence,
            Tenure tenure,
            Instant receivedAt) {
        super(recordId, queue, system, attempts, fence, tenure);
        this.archive = archive;
        this.recordId = recordId;
        this.personId = personId;
        this.receivedAt = receivedAt;
    }

    @Override
    public String recordId() {
        return recordId;
    }

    String personId() {
        return personId;
    }

    @Override
    public Instant receivedAt() {
        return receivedAt;
    }

    @Override
    public AsylumRecord record() {
        AsylumRecord opened = record;
        if (opened == null) {
            opened = archive.record(recordId, personId);
            record = opened;
        }
        return opened;
    }

    @Override
    public boolean interimGiven() {
        return attempts() > 0 && archive.interimGiven(recordId);
    }

    @Override
    public List<ScreeningPart> parts() {
        // Nothing can have been kept before the first try.
        return attempts() == 0 ? List.of() : archive.parts(recordId, personId);
    }
}
