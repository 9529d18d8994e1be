package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
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

    private Schema() {}

    /**
     * @throws Defect {@code NG-511} when the ledger needs newer code than this, or its scripts are not the ones that it was
     *     made with
     */
    static void bring(Engine engine) throws SQLException {
        Flyway scripts = scripts(engine.dialect(), "latest");
        refuseOldCode(engine, scripts);
        try {
            scripts.migrate();
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

    static Flyway scripts(Engine.Dialect dialect, String target) {
        return Flyway.configure()
                .dataSource(dialect.source())
                .locations("classpath:db/migration/common")
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
}
