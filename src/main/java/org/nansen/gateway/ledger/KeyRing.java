package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import javax.crypto.SecretKey;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.record.FaultCode;

/** People's data keys. A new key is durable before anything is sealed with it, so that all sealers agree on one. */
final class KeyRing {

    private static final int KEPT = 20_000;

    private final Seals seals;
    private final Readers readers;
    private final GroupCommit writer;
    private final Map<String, SecretKey> kept = Collections.synchronizedMap(new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SecretKey> eldest) {
            return size() > KEPT;
        }
    });

    KeyRing(Seals seals, Readers readers, GroupCommit writer) {
        this.seals = seals;
        this.readers = readers;
        this.writer = writer;
    }

    /**
     * Returns the keys of the people, making those that are missing.
     *
     * @param spaces the space of each person's number, by person id
     */
    Map<String, SecretKey> ensure(Map<String, String> spaces) {
        Map<String, SecretKey> keys = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (String person : spaces.keySet()) {
            SecretKey key = kept.get(person);
            if (key == null) {
                missing.add(person);
            } else {
                keys.put(person, key);
            }
        }
        if (!missing.isEmpty()) {
            Map<String, SecretKey> known = readers.read(sql -> load(sql, missing));
            missing.removeAll(known.keySet());
            if (!missing.isEmpty()) {
                known.putAll(make(missing, spaces));
            }
            kept.putAll(known);
            keys.putAll(known);
        }
        return keys;
    }

    /** Returns the key of one person; {@link Defect} {@code NG-505} when it was erased. */
    SecretKey key(String person) {
        SecretKey key = kept.get(person);
        if (key == null) {
            key = readers.read(sql -> load(sql, List.of(person))).get(person);
            if (key == null) {
                throw Defect.of(FaultCode.NG_505_UNSEAL, "key");
            }
            kept.put(person, key);
        }
        return key;
    }

    private Map<String, SecretKey> load(Sql sql, List<String> people) throws SQLException {
        Map<String, SecretKey> keys = new HashMap<>();
        sql.among("select id, sealed_key from person where id in (?) and sealed_key is not null", people, row -> {
            String person = row.getString(1);
            return keys.put(person, seals.unwrap(row.getBytes(2), person));
        });
        return keys;
    }

    private Map<String, SecretKey> make(List<String> people, Map<String, String> spaces) {
        List<String> ordered = people.stream().sorted().toList();
        Map<String, byte[]> wrapped = new HashMap<>();
        ordered.forEach(person -> wrapped.put(person, seals.wrap(Seals.newKey(), person)));
        try {
            return writer.submit(
                            batch -> {
                                for (String person : ordered) {
                                    batch.sql()
                                            .later(
                                                    "insert into person (id, space, sequence, sealed_key, shield, cases)"
                                                            + " values (?, ?, 0, ?, '', '') on conflict (id) do nothing",
                                                    person,
                                                    spaces.get(person),
                                                    wrapped.get(person));
                                }
                                return load(batch.sql(), ordered);
                            },
                            ordered.size())
                    .join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof Fault fault ? fault : Defect.of(FaultCode.NG_900_DEFECT, "key", failed);
        }
    }
}
