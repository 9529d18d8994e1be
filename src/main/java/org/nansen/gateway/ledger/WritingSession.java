package org.nansen.gateway.ledger;

import com.fasterxml.uuid.Generators;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that writes, and the chain of entries that goes with it. Where the connection can be lost, it is opened
 * anew, and the number of the last batch, which is part of every commit, tells whether a commit that nobody answered
 * took place. After the constructor it is used by the writer thread only.
 */
final class WritingSession {

    private static final Logger LOG = LoggerFactory.getLogger(WritingSession.class);

    private final Engine engine;
    private final Clock clock;
    private final String node;
    private @Nullable Sql sql;
    private final Witness witness;
    private Chain chain;

    /** Whether the connection surely is in a transaction of its own. */
    private boolean begun = true;

    private WritingSession(Engine engine, Clock clock, String node, Witness witness, Sql sql, Chain chain) {
        this.engine = engine;
        this.clock = clock;
        this.node = node;
        this.witness = witness;
        this.sql = sql;
        this.chain = chain;
    }

    /**
     * Begins an incarnation, proves the master key, voids what the last process of this name had in hand, and holds what
     * must not leave a ledger that went back in time.
     */
    static WritingSession begin(
            Engine engine, Seals seals, Clock clock, String node, Witness witness, Erasures erasures)
            throws SQLException {
        Sql sql = new Sql(engine.writing(), true, engine.isRemote());
        boolean begun = false;
        try {
            long now = engine.begin(sql, clock.millis());
            prove(sql, seals);
            for (String table : new String[] {"task", "letter"}) {
                sql.update(
                        "update " + table + " set state = 'ready' where state = 'claimed' and (? or holder = ?)",
                        engine.isExclusive(),
                        node);
            }
            Chain chain = Chain.begin(sql, Generators.timeBasedEpochGenerator().generate(), node, now);
            Batch first = new Batch(sql, chain, now, node);
            Restoring.atStart(first, chain.incarnation(), witness, erasures);
            first.flush();
            sql.commit();
            chain.kept();
            witness.acknowledged(chain, now, true);
            begun = true;
            return new WritingSession(engine, clock, node, witness, sql, chain);
        } finally {
            if (!begun) {
                sql.close();
            }
        }
    }

    private static void prove(Sql sql, Seals seals) throws SQLException {
        String proof = seals.hash("proof", "nansen");
        sql.update("insert into meta (name, value) values ('master-key', ?) on conflict (name) do nothing", proof);
        String known = sql.first("select value from meta where name = 'master-key'", row -> row.getString(1));
        if (!proof.equals(known)) {
            sql.rollback();
            throw Defect.of(FaultCode.NG_502_MASTER_KEY, "gateway.ledger.master-key-file");
        }
    }

    /** Begins a batch, on a new connection if the last one is gone. */
    Batch batch() throws SQLException {
        if (sql == null) {
            reopen();
        }
        Sql ready = Objects.requireNonNull(sql);
        if (!begun) {
            ready.rollback();
            begun = true;
        }
        return new Batch(ready, chain, engine.begin(ready, clock.millis()), node);
    }

    void commit(Batch batch) throws SQLException {
        batch.flush();
        Objects.requireNonNull(sql).commit();
        batch.kept();
        witness.acknowledged(chain, batch.now(), false);
    }

    /** Lets the engine tidy up between two batches. */
    void rest() throws SQLException {
        Sql open = sql;
        if (open != null && begun) {
            engine.rest(open.connection());
        }
    }

    /** Drops what was not committed. */
    void rollback(Throwable failure) {
        if (engine.isRemote() && failure instanceof SQLException outage && engine.isOutage(outage)) {
            drop(failure);
            return;
        }
        chain.forgotten();
        Sql open = sql;
        if (open == null) {
            return;
        }
        begun = false;
        try {
            open.rollback();
            begun = true;
        } catch (SQLException rollback) {
            failure.addSuppressed(rollback);
            if (engine.isRemote()) {
                drop(failure);
            }
        }
    }

    private void drop(Throwable failure) {
        Sql broken = sql;
        sql = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (SQLException gone) {
                failure.addSuppressed(gone);
            }
        }
    }

    /**
     * Opens the connection anew.
     *
     * @return whether the batch that broke off with the last connection was committed
     */
    boolean reopen() throws SQLException {
        Sql fresh = new Sql(engine.writing(), true, engine.isRemote());
        boolean opened = false;
        try {
            // Nobody writes now: what the earlier session had begun is either there or gone for good.
            long now = engine.begin(fresh, clock.millis());
            Chain.Standing standing = chain.standing(fresh);
            if (standing == Chain.Standing.LOST) {
                LOG.error(
                        "{} the database does not know commits that it had acknowledged to incarnation {}",
                        FaultCode.NG_507_LEDGER_WENT_BACK.code(),
                        chain.incarnation());
                chain = Chain.begin(fresh, Generators.timeBasedEpochGenerator().generate(), node, now);
                Batch first = new Batch(fresh, chain, now, node);
                Restoring.lost(first, chain.incarnation());
                first.flush();
                fresh.commit();
            } else {
                fresh.rollback();
            }
            if (standing == Chain.Standing.BEFORE) {
                chain.forgotten();
            } else {
                chain.kept();
            }
            LOG.info("connected to the ledger again");
            sql = fresh;
            begun = true;
            opened = true;
            return standing == Chain.Standing.AFTER;
        } finally {
            if (!opened) {
                fresh.close();
            }
        }
    }

    void close() throws SQLException {
        witness.acknowledged(chain);
        if (sql != null) {
            sql.close();
        }
    }
}
