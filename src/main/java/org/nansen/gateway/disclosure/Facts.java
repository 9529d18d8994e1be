package org.nansen.gateway.disclosure;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.CaseFile;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Decision;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.ExternalRef;
import org.nansen.gateway.record.Legal;
import org.nansen.gateway.record.NationalSystem;
import org.nansen.gateway.record.ScreeningResult;
import org.nansen.gateway.record.StatusChange;

/**
 * What rules can ask about: a case file without the person.
 *
 * @param holds what INTERPOL is known to hold; {@code NOTHING} alone when nothing is known
 * @param legal whether the record states a legal basis and a purpose
 * @param mode the mode of the national system; shadow when the system is not configured any more
 */
record Facts(
        Event event,
        Decision.@Nullable Outcome outcome,
        Decision.@Nullable Finality finality,
        Decision.@Nullable Level level,
        boolean criminalGround,
        StatusChange.@Nullable Kind statusChange,
        boolean fearedConfirmed,
        Set<Held> holds,
        boolean ccfReference,
        @Nullable ScreeningResult screening,
        boolean openHit,
        String system,
        Set<String> shield,
        boolean legal,
        NationalSystem.Mode mode,
        boolean testData) {

    /** What INTERPOL is known to hold on a person. */
    enum Held {
        /** The case carries an INTERPOL reference. */
        REFERENCE,
        /** A hit on the person was confirmed. */
        CONFIRMED_HIT,
        /** Neither. */
        NOTHING
    }

    static Facts of(CaseFile file, @Nullable NationalSystem system) {
        AsylumRecord record = file.record();
        Decision decision = record.decision();
        StatusChange status = record.statusChange();
        Set<Held> holds = EnumSet.noneOf(Held.class);
        if (hasReference(file, "INTERPOL")) {
            holds.add(Held.REFERENCE);
        }
        if (file.confirmedHit()) {
            holds.add(Held.CONFIRMED_HIT);
        }
        if (holds.isEmpty()) {
            holds.add(Held.NOTHING);
        }
        return new Facts(
                record.event(),
                decision == null ? null : decision.outcome(),
                decision == null ? null : decision.finality(),
                decision == null ? null : decision.level(),
                decision != null && decision.criminalGround(),
                status == null ? null : status.kind(),
                file.fearedConfirmed(),
                holds,
                hasReference(file, "CCF"),
                file.screening(),
                file.openHit(),
                record.source().system(),
                file.shield(),
                stated(record.legal()),
                system == null ? NationalSystem.Mode.SHADOW : system.mode(),
                record.test());
    }

    private static boolean hasReference(CaseFile file, String scheme) {
        return file.externalRefs().stream().map(ExternalRef::scheme).anyMatch(scheme::equals)
                || file.record().externalRefs().stream()
                        .map(ExternalRef::scheme)
                        .anyMatch(scheme::equals);
    }

    private static boolean stated(@Nullable Legal legal) {
        return legal != null && stated(legal.basis()) && stated(legal.purpose());
    }

    private static boolean stated(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
