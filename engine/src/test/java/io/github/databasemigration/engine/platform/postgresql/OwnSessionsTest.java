package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.KeptSessions;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.secret.Credentials;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.secret.Secret;
import io.github.databasemigration.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked one after the other is asked in one session, and nothing of the one question is left in the next. */
class OwnSessionsTest {
    private static final String PID = "SELECT pg_backend_pid()";

    private final TestDatabase owned = Opened.server().createDatabase();
    private final Cancellation cancellation = new Cancellation();
    private final KeptSessions kept = new KeptSessions();
    private final Credentials credentials =
            new Credentials(Optional.of(owned.user()), Optional.of(Secret.of(owned.password())));

    @AfterEach
    void close() {
        kept.close();
    }

    private Sessions sessions(String parameters) {
        return at(owned.jdbcUrl() + parameters);
    }

    private Sessions at(String url) {
        return new Sessions(
                Address.parse(url),
                new Connecting(
                        url,
                        credentials,
                        Opened.TIMEOUTS,
                        Opened.HOLDER,
                        Map.of(),
                        Redactor.NONE,
                        cancellation,
                        Optional.empty(),
                        kept));
    }

    private static String ask(Sessions sessions, String sql) {
        return sessions.ask("asking", session -> Rows.text(session, sql));
    }

    @Test
    void oneSessionForAllQuestionsAndChanges() {
        Sessions sessions = sessions("");
        String first = ask(sessions, PID);
        assertThat(ask(sessions, PID)).isEqualTo(first);
        assertThat(sessions.<String>change("changing", session -> {
                    Rows.run(session, List.of("CREATE TABLE t (a INT)"));
                    return Rows.text(session, PID);
                }))
                .isEqualTo(first);
    }

    @Test
    void aQuestionThatIsAskedDuringAnotherHasASessionOfItsOwn() {
        Sessions sessions = sessions("");
        String[] both = sessions.ask("asking", session ->
                new String[] {Rows.text(session, PID), ask(sessions, PID), Rows.text(session, PID)});
        assertThat(both[1]).isNotEqualTo(both[0]);
        assertThat(both[2]).isEqualTo(both[0]);
    }

    @Test
    void nothingIsLeftOfWhoUsedItBefore() {
        Sessions sessions = sessions("");
        String before = sessions.change("leaving things behind", session -> {
            Rows.run(
                    session,
                    List.of(
                            "CREATE TEMP TABLE scraps (a INT)",
                            "SET search_path = pg_catalog",
                            "SET statement_timeout = 60001",
                            "SELECT pg_advisory_lock(7)",
                            "PREPARE p AS SELECT 1",
                            "LISTEN ears"));
            session.setAutoCommit(false);
            Rows.run(session, List.of("CREATE TABLE public.never (a INT)"));
            return Rows.text(session, PID);
        });
        assertThat(sessions.<String>ask("asking", session -> {
                    assertThat(session.getAutoCommit()).isTrue();
                    return Rows.text(
                            session,
                            "SELECT concat_ws(' ', pg_backend_pid(),"
                                    + " coalesce(to_regclass('scraps')::text, 'null'),"
                                    + " coalesce(to_regclass('public.never')::text, 'null'),"
                                    + " current_setting('search_path'), current_setting('statement_timeout'),"
                                    + " current_setting('default_transaction_read_only'),"
                                    + " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()),"
                                    + " (SELECT count(*) FROM pg_prepared_statements WHERE name = 'p'),"
                                    + " (SELECT count(*) FROM pg_listening_channels()))");
                }))
                .isEqualTo(before + " null null \"$user\", public 0 on 0 0 0");
    }

    @Test
    void whatOnlyLooksCannotChangeAnything() {
        Sessions sessions = sessions("");
        String first = sessions.change("changing", session -> Rows.text(session, PID));
        sessions.ask("looking", session -> {
            assertThat(Rows.text(session, PID)).isEqualTo(first);
            assertThatThrownBy(() -> Rows.run(session, List.of("CREATE TABLE t (a INT)")))
                    .hasMessageContaining("read-only");
            return null;
        });
        sessions.change("changing", session -> {
            Rows.run(session, List.of("CREATE TABLE t (a INT)"));
            return null;
        });
        assertThat(owned.query("SELECT to_regclass('t')")).isEqualTo("t");
    }

    @Test
    void theRoleThatTheServerGivesAtTheLoginStays() throws SQLException {
        String role = owned.name() + "_role";
        try (Connection admin = Opened.server().admin("postgres")) {
            Rows.run(
                    admin,
                    List.of(
                            "CREATE ROLE " + role,
                            "GRANT " + role + " TO " + owned.user(),
                            "ALTER ROLE " + owned.user() + " SET role = " + role));
        }
        Sessions sessions = sessions("");
        String first = ask(sessions, "SELECT pg_backend_pid() || ' ' || current_user");
        assertThat(first).endsWith(" " + role);
        assertThat(ask(sessions, "SELECT pg_backend_pid() || ' ' || current_user"))
                .isEqualTo(first);
    }

    @Test
    void aSessionServesEverySchema() {
        owned.execute("CREATE SCHEMA a", "CREATE SCHEMA b");
        Sessions a = sessions("?currentSchema=a");
        Sessions b = sessions("?currentSchema=b,public");
        String asked = "SELECT pg_backend_pid() || ' ' || current_setting('search_path')";
        String first = ask(a, PID);
        assertThat(ask(b, asked)).isEqualTo(first + " b,public");
        assertThat(ask(a, asked)).isEqualTo(first + " a");
        assertThat(ask(sessions(""), PID))
                .as("without a schema at the login the server knows the user's own")
                .isNotEqualTo(first);
        assertThat(ask(sessions(""), "SHOW search_path")).isEqualTo("\"$user\", public");
    }

    @Test
    void oneThatTheServerEndedIsReplaced() throws SQLException {
        Sessions sessions = sessions("");
        String first = ask(sessions, PID);
        try (Connection admin = Opened.server().admin("postgres")) {
            assertThat(Rows.text(admin, "SELECT pg_terminate_backend(" + first + ", 30000)"))
                    .isEqualTo("t");
        }
        assertThat(ask(sessions, PID)).isNotEqualTo(first);
    }

    @Test
    void aSessionThatARequestToStopMayStillReachIsNotUsedAgain() {
        Sessions sessions = sessions("");
        String first = sessions.ask("asking", session -> {
            String pid = Rows.text(session, PID);
            cancellation.request("enough");
            return pid;
        });
        assertThat(ask(sessions, PID)).isNotEqualTo(first);
    }

    @Test
    void ofSeveralHostsTheOneThatAnswersIsFoundOutAnew() {
        String host = "127.0.0.1:" + Opened.server().port();
        Sessions sessions = at(owned.jdbcUrl().replace(host, host + "," + host));
        assertThat(ask(sessions, PID)).isNotEqualTo(ask(sessions, PID));
    }

    @Test
    void itsUserCannotUseItAfterClosingIt() throws SQLException {
        Connection session = sessions("").reading();
        session.close();
        session.close();
        assertThat(session.isClosed()).isTrue();
        assertThatThrownBy(session::createStatement).isInstanceOf(SQLException.class);
    }

    @Test
    void noneIsLeftAtTheEnd() {
        ask(sessions(""), PID);
        assertThat(connected()).isEqualTo("1");
        kept.close();
        Eventually.become("0", this::connected);
    }

    private String connected() {
        return owned.query("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND pid <> pg_backend_pid() AND backend_type = 'client backend'");
    }
}
