package org.nansen.gateway.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.RecordJson;
import org.nansen.gateway.record.ScreeningResult;

/** Opens what is sealed: records, hits, letters. */
final class Archive {

    private static final ObjectMapper HITS = new ObjectMapper();

    private final Readers readers;
    private final KeyRing keys;

    Archive(Readers readers, KeyRing keys) {
        this.readers = readers;
        this.keys = keys;
    }

    AsylumRecord record(String recordId, String personId) {
        byte[] sealed = readers.read(
                sql -> sql.first("select sealed from payload where record_id = ?", row -> row.getBytes(1), recordId));
        return open(recordId, personId, sealed);
    }

    AsylumRecord open(String recordId, String personId, byte @Nullable [] sealed) {
        if (sealed == null) {
            throw Defect.of(FaultCode.NG_505_UNSEAL, recordId);
        }
        return RecordJson.read(Seals.unseal(keys.key(personId), recordId, sealed));
    }

    boolean interimGiven(String recordId) {
        return readers.read(sql -> sql.exists("select 1 from record where id = ? and interim = 1", recordId));
    }

    List<ScreeningPart> parts(String recordId, String personId) {
        return readers.read(sql -> sql.list(
                "select connection, database, result, asked_at, valid_until, request_id, round, fault, sealed_hits"
                        + " from screening_part where record_id = ? order by connection, database",
                row -> part(row, recordId, personId),
                recordId));
    }

    private ScreeningPart part(ResultSet row, String recordId, String personId) throws SQLException {
        long until = row.getLong(5);
        boolean endless = row.wasNull();
        byte[] sealed = row.getBytes(9);
        return new ScreeningPart(
                row.getString(1),
                row.getString(2),
                Objects.requireNonNullElse(Codes.result(row.getString(3)), ScreeningResult.INCOMPLETE),
                Instant.ofEpochMilli(row.getLong(4)),
                endless ? null : Instant.ofEpochMilli(until),
                row.getString(6),
                row.getInt(7),
                sealed == null ? List.of() : hits(Seals.unseal(keys.key(personId), recordId, sealed)),
                Codes.fault(row.getString(8)));
    }

    private static List<ScreeningPart.Hit> hits(byte[] json) {
        try {
            return HITS.readValue(json, new TypeReference<List<ScreeningPart.Hit>>() {});
        } catch (IOException altered) {
            throw Defect.of(FaultCode.NG_505_UNSEAL, "hits");
        }
    }

    byte @Nullable [] sealHits(ScreeningPart part, String recordId, String personId) {
        if (part.hits().isEmpty()) {
            return null;
        }
        try {
            return Seals.seal(keys.key(personId), recordId, HITS.writeValueAsBytes(part.hits()));
        } catch (JsonProcessingException impossible) {
            throw Defect.of(FaultCode.NG_900_DEFECT, "hits");
        }
    }

    byte[] sealLetter(String letterId, String personId, byte[] content) {
        return Seals.seal(keys.key(personId), letterId, content);
    }

    Letter letter(String letterId, String personId) {
        Letter letter = readers.read(sql ->
                sql.first("select " + LETTER + " from letter where id = ?", row -> letter(row, personId), letterId));
        if (letter == null) {
            throw Defect.of(FaultCode.NG_505_UNSEAL, letterId);
        }
        return letter;
    }

    static final String LETTER =
            "id, kind, record_id, system, destination, channel, rule, policy_version, sealed, created_at, supersedes,"
                    + " person_id";

    Letter letter(ResultSet row, String personId) throws SQLException {
        String id = row.getString(1);
        return new Letter(
                id,
                MessageKind.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                Seals.unseal(keys.key(personId), id, row.getBytes(9)),
                Instant.ofEpochMilli(row.getLong(10)),
                row.getString(11));
    }

    /** The union over the person and all cases the person is in. */
    Set<String> shield(String personId) {
        return readers.read(sql -> People.shield(sql, personId));
    }
}
