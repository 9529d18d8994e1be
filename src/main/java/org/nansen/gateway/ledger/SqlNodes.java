package org.nansen.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.record.FaultCode;

/** Nodes as their newest incarnations say. */
final class SqlNodes implements Nodes, AutoCloseable {

    private static final long LIVES = TimeUnit.SECONDS.toMillis(30);

    /** Ids of incarnations grow with time. */
    private static final String NEWEST = " id = (select max(n.id) from incarnation n where n.node = ?)";

    private static final String ALL = "select node, started_at, seen_at, stopped_at, version from incarnation i"
            + " where id = (select max(n.id) from incarnation n where n.node = i.node) and node <> '' order by node";

    private final Readers readers;
    private final GroupCommit writer;
    private final String node;

    private SqlNodes(Readers readers, GroupCommit writer, String node) {
        this.readers = readers;
        this.writer = writer;
        this.node = node;
    }

    /** Writes this node's version beside its name. */
    static SqlNodes join(Readers readers, GroupCommit writer, String node) {
        String version = SqlNodes.class.getPackage().getImplementationVersion();
        SqlNodes nodes = new SqlNodes(readers, writer, node);
        nodes.write(batch -> batch.sql()
                .update(
                        "update incarnation set version = ?, alone = 0, stopped_at = null where" + NEWEST,
                        version == null ? "" : version,
                        node));
        return nodes;
    }

    @Override
    public List<Node> all() {
        return readers.read(sql -> {
            List<Row> rows = sql.list(ALL, SqlNodes::row);
            long now = rows.stream()
                    .filter(row -> row.name.equals(node))
                    .mapToLong(Row::seen)
                    .findFirst()
                    .orElse(0);
            List<Node> nodes = new ArrayList<>();
            for (Row row : rows) {
                List<String> leases = sql.list(
                        "select name from lease where holder = ? and until_at > ? order by name",
                        lease -> lease.getString(1),
                        row.name,
                        now);
                nodes.add(new Node(
                        row.name,
                        Instant.ofEpochMilli(row.since),
                        Instant.ofEpochMilli(row.seen),
                        row.stopped == null ? null : Instant.ofEpochMilli(row.stopped),
                        row.version,
                        row.lives(now),
                        row.name.equals(node),
                        leases));
            }
            return nodes;
        });
    }

    @Override
    public void declare(boolean alone) {
        write(batch -> {
            List<Row> others = batch.sql().list(ALL, SqlNodes::row).stream()
                    .filter(row -> !row.name.equals(node) && row.lives(batch.now()))
                    .toList();
            for (Row other : others) {
                if (alone || isAlone(batch.sql(), other.name)) {
                    throw Defect.of(FaultCode.NG_606_BROKER_ALONE, "node " + other.name);
                }
            }
            return batch.sql().update("update incarnation set alone = ? where" + NEWEST, alone ? 1 : 0, node);
        });
    }

    private static boolean isAlone(Sql sql, String node) throws SQLException {
        return sql.exists("select 1 from incarnation where alone = 1 and" + NEWEST, node);
    }

    /** Says that this node was stopped, so that nobody takes it for dead. */
    @Override
    public void close() {
        try {
            write(batch ->
                    batch.sql().update("update incarnation set stopped_at = ? where" + NEWEST, batch.now(), node));
        } catch (Fault ledgerAway) {
            // It will look like a crash, and that does no harm.
            return;
        }
    }

    private void write(Change<Integer> change) {
        try {
            writer.submit(change).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Fault fault) {
                throw fault;
            }
            throw failed;
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        long at = row.getLong(4);
        Long stopped = row.wasNull() ? null : at;
        return new Row(row.getString(1), row.getLong(2), row.getLong(3), stopped, row.getString(5));
    }

    private record Row(
            String name, long since, long seen, @Nullable Long stopped, String version) {

        boolean lives(long now) {
            return stopped == null && seen > now - LIVES;
        }
    }
}
