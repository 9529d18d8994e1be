package org.nansen.gateway.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.RecordJson;

/** Turns arrivals into what may be written: keyed hashes of all references, and the record sealed under its person's key. */
final class Sealing {

    private final Seals seals;
    private final KeyRing keys;

    Sealing(Seals seals, KeyRing keys) {
        this.seals = seals;
        this.keys = keys;
    }

    List<SealedArrival> seal(List<Arrival> arrivals) {
        if (arrivals.isEmpty()) {
            return List.of();
        }
        List<String> people = new ArrayList<>(arrivals.size());
        Map<String, String> spaces = new HashMap<>();
        for (Arrival arrival : arrivals) {
            String space = arrival.record().personRef().space();
            String person = seals.hash("p", space, arrival.record().personRef().value());
            people.add(person);
            spaces.put(person, space);
        }
        Map<String, SecretKey> personKeys = keys.ensure(spaces);
        List<SealedArrival> sealed = new ArrayList<>(arrivals.size());
        for (int i = 0; i < arrivals.size(); i++) {
            String person = people.get(i);
            sealed.add(seal(arrivals.get(i), person, personKeys.get(person)));
        }
        return sealed;
    }

    private SealedArrival seal(Arrival arrival, String person, SecretKey key) {
        AsylumRecord record = arrival.record();
        String ref = sourceRef(record.source().system(), record.source().recordId());
        return new SealedArrival(
                record,
                arrival.line(),
                arrival.mapping(),
                person,
                seals.hash("c", record.caseRef().space(), record.caseRef().value()),
                ref,
                sourceKey(ref, record),
                seals.hash(arrival.sourceContent()),
                Seals.seal(key, record.messageId(), RecordJson.write(record)));
    }

    private static String sourceKey(String ref, AsylumRecord record) {
        return ref + ":" + RecordJson.name(record.event()) + ":"
                + record.source().ordinal();
    }

    /** What of an arrival can be compared with what is known; nothing is sealed and no key is made. */
    Difference compared(Arrival arrival) {
        AsylumRecord record = arrival.record();
        String key =
                sourceKey(sourceRef(record.source().system(), record.source().recordId()), record);
        return new Difference(arrival, key, Difference.rowOf(key), seals.hash(arrival.sourceContent()));
    }

    /** Returns the keyed hash by which a system's own record number is found. */
    String sourceRef(String system, String recordId) {
        return seals.hash("s", system, recordId);
    }

    /**
     * An arrival ready to be written.
     *
     * @param sourceKey what makes it the same thing as an earlier arrival: system, record number, event, ordinal
     */
    record SealedArrival(
            AsylumRecord record,
            long line,
            String mapping,
            String person,
            String caseId,
            String sourceRef,
            String sourceKey,
            String contentHash,
            byte[] sealed) {

        @Override
        public String toString() {
            return "SealedArrival[line=" + line + "]";
        }
    }
}
