package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.house.PostgreSql;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Unavailable;
import org.nansen.gateway.settings.Home;

/** What becomes of a batch whose connection breaks, and of a ledger whose server dies. */
class LostConnectionTest {

    private static final String COUNT = "select value from counter where system = 'registry' and name = 'received'";

    @TempDir
    Path folder;

    private final AtomicReference<@Nullable Losing> losing = new AtomicReference<>();
    private String url;
    private Engine engine;
    private WritingSession session;
    private GroupCommit writer;

    /** How a connection breaks. */
    private enum Losing {
        BEFORE_THE_COMMIT,
        WITH_THE_ANSWER
    }

    @BeforeEach
    void open() throws SQLException {
        LedgerEngine.onlyWhereShared();
        try (LedgerRig rig = new LedgerRig(folder)) {
            // Brings the schema.
            assertThat(rig.views.accounting()).isEmpty();
        }
        LedgerSettings settings = LedgerEngine.settings(folder, "one", Duration.ofMinutes(10));
        url = settings.url();
        PostgreSql server = PostgreSql.shared();
        engine = breaking(PostgresEngine.open(settings.url(), server.user(), server.password(), "one"));
        byte[] key = MasterKey.readOrMake(new Home(folder).resolve(settings.masterKeyFile()), false);
        session = WritingSession.begin(
                engine, new Seals(key), Clock.systemUTC(), "one", new Witness(folder), new Erasures(folder));
        writer = new GroupCommit(session, engine);
    }

    @AfterEach
    void close() throws Exception {
        if (writer != null) {
            writer.close();
            session.close();
            engine.close();
        }
    }

    @Test
    void countsABatchOnceWhoseCommitNobodyAnswered() throws SQLException {
        count();
        losing.set(Losing.WITH_THE_ANSWER);
        count();
        assertThat(losing.get()).isNull();
        count();
        assertThat(counted()).isEqualTo(3);
        assertThat(chains()).isEqualTo(1);
    }

    @Test
    void runsABatchAgainThatBrokeOffBeforeItsCommit() throws SQLException {
        count();
        losing.set(Losing.BEFORE_THE_COMMIT);
        count();
        assertThat(losing.get()).isNull();
        assertThat(counted()).isEqualTo(2);
        assertThat(chains()).isEqualTo(1);
    }

    @Test
    void beginsAnotherChainWhenTheDatabaseForgotWhatItHadAcknowledged() throws SQLException {
        count();
        count();
        try (Sql other = new Sql(PostgreSql.shared().connect(url))) {
            // As after a fail-over to a standby that lagged.
            assertThat(other.update("update incarnation set batch = batch - 1 where batch > 1"))
                    .isEqualTo(1);
        }
        losing.set(Losing.BEFORE_THE_COMMIT);
        count();
        assertThat(counted()).isEqualTo(3);
        assertThat(chains()).isEqualTo(2);
    }

    @Test
    void refusesWhileTheServerIsDeadAndGoesOnWhenItIsBack(@TempDir Path other) {
        try (PostgreSql server = PostgreSql.start(other.resolve("server"))) {
            LedgerSettings settings = LedgerEngine.settings(
                    server.newDatabase(),
                    server.user(),
                    LedgerEngine.password(other, server.password()),
                    "one",
                    Duration.ofMinutes(10));
            try (LedgerRig rig = new LedgerRig(other, Clock.systemUTC(), settings)) {
                rig.accept("registry", TestRecords.application("registry", "1", "p1", "c1", "SYR"));
                server.kill();
                AsylumRecord known = TestRecords.application("registry", "2", "p1", "c1", "SYR");
                assertThatThrownBy(() -> rig.accept("registry", known)).hasCauseInstanceOf(Unavailable.class);
                server.start();
                Drop drop = Awaitility.await()
                        .ignoreExceptions()
                        .until(
                                () -> rig.accept(
                                        "registry", TestRecords.application("registry", "3", "p3", "c3", "SYR")),
                                accepted -> true);
                assertThat(drop.accepted() + drop.duplicate()).isEqualTo(1);
                assertThat(rig.take("screening")).hasSizeBetween(2, 3);
                rig.proveIdentity();
            }
        }
    }

    private void count() {
        writer.submit(batch -> {
                    batch.count("registry", "received", 1);
                    batch.entry("test", "a", "");
                    return null;
                })
                .join();
    }

    private long counted() throws SQLException {
        try (Sql sql = new Sql(engine.reading())) {
            Long value = sql.first(COUNT, row -> row.getLong(1));
            return value == null ? 0 : value;
        }
    }

    /** Chains that hold an entry of this test; each is proven on the way. */
    private int chains() throws SQLException {
        try (Sql sql = new Sql(engine.reading())) {
            List<String> incarnations =
                    sql.list("select distinct incarnation from entry where kind = 'test'", row -> row.getString(1));
            for (String incarnation : incarnations) {
                String[] head = {""};
                sql.list(
                        "select number, at, kind, subject, detail, hash from entry where incarnation = ? order by number",
                        row -> {
                            Chain.Pending entry = new Chain.Pending(
                                    row.getLong(2), row.getString(3), row.getString(4), row.getString(5));
                            head[0] = Chain.hash(head[0], incarnation, row.getLong(1), entry);
                            assertThat(row.getString(6)).isEqualTo(head[0]);
                            return head[0];
                        },
                        incarnation);
            }
            return incarnations.size();
        }
    }

    /** The engine itself, but for connections whose commit can be made to break. */
    private Engine breaking(Engine real) {
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (self, method, values) -> {
                    try {
                        Object answer = method.invoke(real, values);
                        return method.getName().equals("writing") ? breaking((Connection) answer) : answer;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    private Connection breaking(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, values) -> {
                    Losing how = method.getName().equals("commit") ? losing.getAndSet(null) : null;
                    if (how == Losing.BEFORE_THE_COMMIT) {
                        real.close();
                    }
                    try {
                        Object answer = method.invoke(real, values);
                        if (how == Losing.WITH_THE_ANSWER) {
                            real.close();
                            throw new SQLException("the line broke", "08006");
                        }
                        return answer;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
