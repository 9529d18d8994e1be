package org.nansen.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database server of the tests keeps what it acknowledged, and gives each caller a database of its own. */
class PostgreSqlTest {

    @TempDir
    private Path folder;

    @Test
    void keepsWhatItAcknowledgedOverSigkill() throws Exception {
        try (PostgreSql server = PostgreSql.start(folder.resolve("pg"))) {
            execute(server, server.url(), "create table kept (id int)", "insert into kept values (1)");
            Connection cut = server.connect(server.url());
            server.kill();
            assertThatThrownBy(() -> cut.createStatement().execute("select 1")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> server.connect(server.url())).isInstanceOf(SQLException.class);
            server.start();
            assertThat(ask(server, server.url(), "select count(*) from kept")).isEqualTo("1");
            server.stop();
            server.start();
            assertThat(ask(server, server.url(), "show fsync")).isEqualTo("on");
            assertThat(ask(server, server.url(), "select count(*) from kept")).isEqualTo("1");
        }
    }

    @Test
    void losesNothingThatItAcknowledgedWhenTheStandbyTakesOver() throws Exception {
        try (PostgreSql primary = PostgreSql.start(folder.resolve("primary"));
                PostgreSql standby = primary.standby(folder.resolve("standby"))) {
            String url = primary.urlWith(standby);
            execute(primary, url, "create table kept (id int)");
            for (int row = 0; row < 50; row++) {
                execute(primary, url, "insert into kept values (" + row + ")");
            }
            assertThatThrownBy(() -> execute(standby, standby.url(), "insert into kept values (99)"))
                    .hasMessageContaining("read-only");
            primary.kill();
            standby.promote();
            assertThat(ask(standby, url, "select count(*) from kept")).isEqualTo("50");
            execute(standby, url, "insert into kept values (50)");
            assertThat(ask(standby, standby.url(), "select count(*) from kept")).isEqualTo("51");
        }
    }

    @Test
    void givesEachCallerAnEmptyDatabaseThatTheGatewayOwns() throws Exception {
        Parts.POSTGRESQL.need();
        PostgreSql server = PostgreSql.shared();
        String one = server.newDatabase();
        String other = server.newDatabase();
        execute(server, one, "create table mine (id int)");
        execute(server, other, "create table mine (id int)");
        assertThat(ask(server, one, "select current_user")).isEqualTo(PostgreSql.USER);
        server.drop(one);
        assertThatThrownBy(() -> server.connect(one)).hasMessageContaining("does not exist");
        server.drop(other);
    }

    private static void execute(PostgreSql server, String url, String... statements) throws SQLException {
        try (Connection connection = server.connect(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String ask(PostgreSql server, String url, String question) throws SQLException {
        try (Connection connection = server.connect(url);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
