package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes of a batch that are put off until something else is asked of the database, so that those of one text go there
 * together: a message each costs more than the write. Texts run in the order in which each was used first, and rows of one
 * text in theirs. So one row is written by one text alone, with all its values, or by several that leave each other's
 * columns alone; and no text reads what another writes. Stages are derived after all of it.
 */
final class PutOff {

    private final Map<String, List<@Nullable Object[]>> writes = new LinkedHashMap<>();
    private final Set<String> unsettled = new LinkedHashSet<>();

    void add(String sql, @Nullable Object... values) {
        writes.computeIfAbsent(sql, text -> new ArrayList<>()).add(values);
    }

    void settle(String recordId) {
        unsettled.add(recordId);
    }

    void write(Batch batch, Sql sql) throws SQLException {
        write(sql);
        if (!unsettled.isEmpty()) {
            List<String> records = List.copyOf(unsettled);
            unsettled.clear();
            Stages.settle(batch, sql, records);
            write(sql);
        }
    }

    private void write(Sql sql) throws SQLException {
        if (!writes.isEmpty()) {
            Map<String, List<@Nullable Object[]>> now = new LinkedHashMap<>(writes);
            writes.clear();
            for (Map.Entry<String, List<@Nullable Object[]>> text : now.entrySet()) {
                sql.each(text.getKey(), text.getValue());
            }
        }
    }
}
