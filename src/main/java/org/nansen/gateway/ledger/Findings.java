package org.nansen.gateway.ledger;

import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.RecordJson;

/** What rooms found out about a record, as rows. */
final class Findings {

    private Findings() {}

    /** Adds or replaces what a database said. */
    static void part(Batch batch, RecordInHand claim, ScreeningPart part, byte @Nullable [] hits) {
        batch.putOff(
                "insert into screening_part (record_id, connection, database, result, asked_at,"
                        + " valid_until, request_id, round, sealed_hits, fault)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (record_id, connection, database) do update set result = excluded.result,"
                        + " asked_at = excluded.asked_at, valid_until = excluded.valid_until,"
                        + " request_id = excluded.request_id, round = excluded.round,"
                        + " sealed_hits = excluded.sealed_hits, fault = excluded.fault",
                claim.recordId(),
                part.connection(),
                part.database(),
                RecordJson.name(part.result()),
                part.askedAt().toEpochMilli(),
                part.validUntil() == null ? null : part.validUntil().toEpochMilli(),
                part.requestId(),
                part.round(),
                hits,
                part.fault() == null ? null : part.fault().code());
        if (part.fault() == FaultCode.NG_209_SHADOW) {
            Shadow.asked(batch, claim.system(), part);
        }
    }

    /** A message that does not go, and by which rule. */
    static void withheld(Batch batch, RecordInHand claim, Completion.Withheld withheld) {
        batch.putOff(
                "insert into withheld (record_id, kind, destination, rule, code, at, would) values (?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (record_id, kind, destination) do update set rule = excluded.rule,"
                        + " code = excluded.code, at = excluded.at, would = excluded.would",
                claim.recordId(),
                withheld.kind().name(),
                withheld.destination(),
                withheld.rule(),
                withheld.why().code(),
                batch.now(),
                withheld.would());
        if (withheld.would() != null) {
            Shadow.sent(batch, claim.system(), withheld);
        }
    }
}
