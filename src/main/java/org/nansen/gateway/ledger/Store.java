package org.nansen.gateway.ledger;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import org.flywaydb.core.api.FlywayException;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.settings.Home;
import org.nansen.gateway.settings.Secrets;

/** Opens the ledger on its engine: schema, keys, the one writer, a few readers. */
final class Store implements AutoCloseable {

    private final Engine engine;
    private final WritingSession session;
    private final Readers readers;
    private final GroupCommit writer;
    private final Seals seals;

    private Store(Engine engine, WritingSession session, Readers readers, Seals seals) {
        this.engine = engine;
        this.session = session;
        this.readers = readers;
        this.writer = new GroupCommit(session, engine);
        this.seals = seals;
    }

    static Store open(LedgerSettings settings, Home home, Clock clock) {
        Engine engine = engine(settings, home);
        boolean opened = false;
        try {
            Store store = open(engine, settings, home, clock);
            opened = true;
            return store;
        } catch (EngineRefused refused) {
            throw Defect.of(refused.code(), refused.what(), refused);
        } catch (FlywayException | SQLException failed) {
            if (isDamage(engine, failed)) {
                throw Defect.of(FaultCode.NG_510_LEDGER_DAMAGED, "gateway.ledger.url", failed);
            }
            throw Defect.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, "gateway.ledger.url", failed);
        } finally {
            if (!opened) {
                close(engine);
            }
        }
    }

    private static boolean isDamage(Engine engine, Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && engine.isDamage(sql)) {
                return true;
            }
        }
        return false;
    }

    private static void close(Engine engine) {
        try {
            engine.close();
        } catch (IOException failed) {
            throw Defect.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, "gateway.ledger.url", failed);
        }
    }

    static Engine engine(LedgerSettings settings, Home home) {
        if (settings.url().startsWith(SqliteEngine.PREFIX)) {
            return SqliteEngine.open(settings.url(), home);
        }
        if (settings.url().startsWith(PostgresEngine.PREFIX)) {
            String file = settings.passwordFile();
            return PostgresEngine.open(
                    settings.url(),
                    settings.user(),
                    file == null ? null : new Secrets(home).text(file, "gateway.ledger.password-file"),
                    settings.nodeName());
        }
        throw Defect.of(
                FaultCode.NG_602_SETTING,
                "gateway.ledger.url (must begin with " + SqliteEngine.PREFIX + " or " + PostgresEngine.PREFIX + ")");
    }

    private static Store open(Engine engine, LedgerSettings settings, Home home, Clock clock) throws SQLException {
        boolean isNew = engine.isNew();
        Seals seals = new Seals(MasterKey.readOrMake(home.resolve(settings.masterKeyFile()), isNew));
        if (!isNew) {
            engine.examine();
        }
        Schema.bring(engine);
        if (!isNew) {
            try (Sql sql = new Sql(engine.reading())) {
                LedgerCheck.look(sql);
            }
        }
        WritingSession session = WritingSession.begin(
                engine, seals, clock, settings.nodeName(), new Witness(home.data()), new Erasures(home.data()));
        try {
            Readers readers = Readers.open(engine::reading, engine.isRemote(), settings.readers());
            return new Store(engine, session, readers, seals);
        } catch (SQLException failed) {
            session.close();
            throw failed;
        }
    }

    Engine engine() {
        return engine;
    }

    Readers readers() {
        return readers;
    }

    GroupCommit writer() {
        return writer;
    }

    Seals seals() {
        return seals;
    }

    @Override
    public void close() throws SQLException, IOException {
        writer.close();
        readers.close();
        session.close();
        engine.close();
    }
}
