package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;

/**
 * Brings the ledger's tables to what this code needs. Scripts only add, so that a node of the version before may go on
 * beside this one; one that must take something away says in {@code meta} which code may still run.
 */
final class Schema {

    /** In meta: the oldest code that may run, by the number of its newest script. */
    static final String OLDEST_CODE = "schema.oldest-code";

    static final String SCRIPTS = "classpath:db/migration/common";

    private static final int MOST_TRIES = 10;

    private Schema() {}

    /**
     * @throws Defect {@code NG-511} when the ledger needs newer code than this, or its scripts are not the ones that it was
     *     made with
     */
    static void bring(Engine engine) throws SQLException {
        Flyway scripts = scripts(engine.dialect(), "latest");
        refuseOldCode(engine, scripts);
        try {
            run(scripts);
        } catch (FlywayValidateException other) {
            throw Defect.of(FaultCode.NG_511_LEDGER_SCHEMA, "the ledger was made with other scripts", other);
        }
    }

    /** Refuses a ledger that this code would first have to change. */
    static void refuseUnlessCurrent(Engine engine) throws SQLException {
        Flyway scripts = scripts(engine.dialect(), "latest");
        refuseOldCode(engine, scripts);
        if (scripts.info().pending().length > 0) {
            throw Defect.of(
                    FaultCode.NG_511_LEDGER_SCHEMA, "the ledger is older than this program; start the gateway once");
        }
    }

    /**
     * Runs what has not been run. A script waits its turn among the batches of nodes that work meanwhile, so it cannot lock
     * tables against one; against their readers it can, and is then run again, whole as it is.
     */
    static void run(Flyway scripts) {
        for (int tries = 1; ; tries++) {
            try {
                scripts.migrate();
                return;
            } catch (FlywayException failed) {
                if (tries == MOST_TRIES || !isDeadlock(failed)) {
                    throw failed;
                }
            }
        }
    }

    private static boolean isDeadlock(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException wrong && "40P01".equals(wrong.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    static Flyway scripts(Engine.Dialect dialect, String target) {
        return scripts(dialect, target, SCRIPTS);
    }

    static Flyway scripts(Engine.Dialect dialect, String target, String... folders) {
        return Flyway.configure()
                .dataSource(dialect.source())
                .locations(folders)
                .callbacks(new Turn(dialect.alone()))
                .placeholders(Map.of("bytes", dialect.bytes(), "clustered", dialect.clustered()))
                .target(target)
                .load();
    }

    private static void refuseOldCode(Engine engine, Flyway scripts) throws SQLException {
        if (scripts.info().current() == null) {
            return;
        }
        long newest = Arrays.stream(scripts.info().all())
                .filter(script ->
                        script.getVersion() != null && script.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .mapToLong(version -> Long.parseLong(version.getVersion()))
                .max()
                .orElse(0);
        try (Sql sql = new Sql(engine.reading())) {
            String oldest =
                    sql.first("select value from meta where name = '" + OLDEST_CODE + "'", row -> row.getString(1));
            if (oldest != null && Long.parseLong(oldest) > newest) {
                throw Defect.of(
                        FaultCode.NG_511_LEDGER_SCHEMA,
                        "the ledger needs a gateway that knows schema " + oldest + " or newer; this one knows "
                                + newest);
            }
        }
    }

    /** Takes a script's turn among the batches of all nodes, in the script's own transaction. */
    private record Turn(String alone) implements Callback {

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_EACH_MIGRATE && !alone.isEmpty();
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            try (Statement statement = context.getConnection().createStatement()) {
                statement.execute(alone);
            } catch (SQLException failed) {
                throw new FlywayException(failed);
            }
        }

        @Override
        public String getCallbackName() {
            return "turn";
        }
    }
}
