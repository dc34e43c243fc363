package io.github.databasemigration.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.platform.Interception;
import io.github.databasemigration.engine.platform.Rows;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownAnswersTest {
    private static final String VERSION = "SELECT version()";
    private static final String SCHEMA = "SELECT COUNT(*) FROM pg_namespace WHERE nspname=?";

    @TempDir
    private Path folder;

    private final List<String> sent = new ArrayList<>();
    private Connection real;
    private Connection session;
    private String role;

    @BeforeEach
    void open() throws SQLException {
        real = Server.POSTGRESQL.open(folder).connect();
        session = KnownAnswers.in(listenedTo(real));
        role = "SET ROLE '" + Rows.text(real, "SELECT current_user") + "'";
    }

    @AfterEach
    void close() throws SQLException {
        real.close();
    }

    /** Notes every prepared statement that is sent. */
    private Connection listenedTo(Connection connection) {
        return Interception.of(Connection.class, (method, arguments) -> {
            Object result = Interception.call(connection, method, arguments);
            return result instanceof PreparedStatement statement
                    ? Interception.of(PreparedStatement.class, (called, with) -> {
                        if (called.getName().startsWith("execute")) {
                            sent.add((String) arguments[0]);
                        }
                        return Interception.call(statement, called, with);
                    })
                    : result;
        });
    }

    private String ask(String question, String... parameters) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(question)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return parameters.length == 0 ? rows.getString(1) : "" + rows.getInt(1);
            }
        }
    }

    @Test
    void asksOnceWhatDoesNotChange() throws SQLException {
        assertThat(ask(VERSION)).isEqualTo(ask(VERSION)).startsWith("PostgreSQL ");
        assertThat(ask(SCHEMA, "public")).isEqualTo(ask(SCHEMA, "public")).isEqualTo("1");

        assertThat(sent).containsExactly(VERSION, SCHEMA);
    }

    @Test
    void asksAgainForWhatWasNotThere() throws SQLException {
        assertThat(ask(SCHEMA, "later")).isEqualTo("0");
        Rows.run(real, List.of("CREATE SCHEMA later"));

        assertThat(ask(SCHEMA, "later")).isEqualTo("1");
        assertThat(ask(SCHEMA, "public")).isEqualTo("1");
    }

    @Test
    void asksAgainAfterARollback() throws SQLException {
        session.setAutoCommit(false);
        Rows.run(session, List.of("CREATE SCHEMA gone"));
        assertThat(ask(SCHEMA, "gone")).isEqualTo("1");
        session.rollback();

        assertThat(ask(SCHEMA, "gone")).isEqualTo("0");
    }

    @Test
    void setsTheRoleAgainAfterWhateverMayHaveChangedIt() throws SQLException {
        setRole();
        setRole();
        ask(VERSION);
        setRole();
        assertThat(timesRoleWasSent()).isEqualTo(1);

        Rows.run(session, List.of("RESET ROLE"));
        setRole();
        assertThat(timesRoleWasSent()).isEqualTo(2);

        Rows.text(session, "SELECT set_config('role', 'none', false)");
        setRole();
        assertThat(timesRoleWasSent()).isEqualTo(3);

        session.setAutoCommit(false);
        setRole();
        session.rollback();
        setRole();
        session.commit();
        setRole();
        assertThat(timesRoleWasSent()).isEqualTo(6);
    }

    private void setRole() throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(role)) {
            statement.execute();
        }
    }

    private int timesRoleWasSent() {
        return Collections.frequency(sent, role);
    }
}
