package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.StatusChange;

class CaseStepTest {

    @ParameterizedTest
    @ValueSource(strings = {"WITHDRAWN -> CLOSES", "REVOKED -> CLOSES", "APPEAL_LODGED -> OPENS", "MERGED -> NEITHER"})
    void knowsWhatAStatusDoesToTheCase(String expected) {
        String[] parts = expected.split(" -> ");
        AsylumRecord plain = TestRecords.record("registry", Event.STATUS, "1", "p", "c", null, TestRecords.THEN, "SYR");
        AsylumRecord status = new AsylumRecord(
                plain.schemaVersion(),
                plain.messageId(),
                plain.test(),
                plain.event(),
                plain.source(),
                plain.personRef(),
                plain.caseRef(),
                plain.eventTime(),
                plain.countryOfAsylum(),
                null,
                plain.documents(),
                plain.fearedCountries(),
                false,
                null,
                null,
                new StatusChange(StatusChange.Kind.valueOf(parts[0]), "2026-03-01"),
                plain.externalRefs(),
                plain.legal(),
                plain.handling(),
                plain.provenance());
        assertThat(CaseStep.of(status)).hasToString(parts[1]);
    }
}
