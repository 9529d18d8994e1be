package org.nansen.gateway.ledger;

import java.util.Set;
import org.jspecify.annotations.Nullable;

final class LetterInHand extends ClaimInHand implements LetterClaim {

    private final Archive archive;
    private final @Nullable String recordId;
    private final String personId;
    private @Nullable Letter letter;

    LetterInHand(
            Archive archive,
            String id,
            @Nullable String recordId,
            String personId,
            String queue,
            String system,
            int attempts,
            long fence,
            Tenure tenure) {
        super(id, queue, system, attempts, fence, tenure);
        this.archive = archive;
        this.recordId = recordId;
        this.personId = personId;
    }

    @Override
    @Nullable
    String recordId() {
        return recordId;
    }

    @Override
    public Letter letter() {
        Letter opened = letter;
        if (opened == null) {
            opened = archive.letter(id(), personId);
            letter = opened;
        }
        return opened;
    }

    @Override
    public Set<String> shield() {
        return archive.shield(personId);
    }
}
