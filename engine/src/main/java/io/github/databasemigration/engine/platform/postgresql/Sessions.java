package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.platform.SessionTimeouts;
import io.github.databasemigration.engine.secret.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/** Opens sessions with one database. */
final class Sessions {
    private static final String CONNECT_SECONDS = "10";
    /** Also covers a server that accepts the connection and then says nothing. */
    private static final String LOGIN_SECONDS = "20";

    /**
     * A server goes on with a statement whose client was killed until it has something to say to it; whoever takes over
     * the lock would meet that statement. From 14 on it can look, where the operating system lets it.
     */
    private static final String NOTICE_DEAD_CLIENT = "SELECT set_config(name, '500ms', false) FROM pg_settings"
            + " WHERE name = 'client_connection_check_interval' AND version() !~* 'windows|mingw|visual c'";

    private static final int ATTEMPTS = 3;
    /** Ended by an administrator; no such database. */
    private static final Set<String> REPLACED = Set.of("57P01", "3D000");

    private final Address address;
    private final Connecting connecting;
    private final SqlFaults faults;
    private final OwnSessions own;

    Sessions(Address address, Connecting connecting) {
        this.address = address;
        this.connecting = connecting;
        this.faults = new SqlFaults(connecting, address);
        this.own = new OwnSessions(address, connecting, this::settled);
    }

    Address address() {
        return address;
    }

    /** The same for another database of the server. */
    Sessions to(String database) {
        return new Sessions(address.to(database), connecting);
    }

    Connecting connecting() {
        return connecting;
    }

    SqlFaults faults() {
        return faults;
    }

    /** For migrations: the limits of the configuration, set even where they are zero, for a role may bring its own. */
    Connection migrating() throws SQLException {
        return settled(settings());
    }

    /** Settles them in one round trip. */
    private Connection settled(List<String> settings) throws SQLException {
        return Rows.settle(open(name()), List.of(String.join("; ", settings)));
    }

    /** What {@link #migrating} sets, for others who open a session by themselves. */
    List<String> settings() {
        List<String> settings = new ArrayList<>(limits(connecting.timeouts()));
        settings.add(naming());
        settings.add(NOTICE_DEAD_CLIENT);
        return settings;
    }

    /** For looking: the server refuses every change; no limits. */
    Connection reading() throws SQLException {
        List<String> settings = withoutLimits();
        settings.add("SET default_transaction_read_only = on");
        return own.open(settings, true);
    }

    /** For the engine's own changes: no limits. */
    Connection unlimited() throws SQLException {
        return own.open(withoutLimits(), false);
    }

    private List<String> withoutLimits() {
        List<String> settings = new ArrayList<>(limits(SessionTimeouts.NONE));
        settings.add("SET idle_in_transaction_session_timeout = 0");
        settings.add(naming());
        return settings;
    }

    /** Ends the sessions that rest, so that the database can be dropped. */
    void end() {
        own.end();
    }

    private String naming() {
        return "SET application_name = '" + name().replace("'", "''") + "'";
    }

    private String name() {
        return ApplicationName.ofSession(connecting.holder());
    }

    /** A session as it comes, under a name. */
    Connection open(String applicationName) throws SQLException {
        Properties properties = new Properties();
        PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
        PGProperty.LOGIN_TIMEOUT.set(properties, LOGIN_SECONDS);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        properties.putAll(address.parameters());
        PGProperty.APPLICATION_NAME.set(properties, applicationName);
        connecting.credentials().user().ifPresent(user -> PGProperty.USER.set(properties, user));
        connecting
                .credentials()
                .password()
                .map(Secret::reveal)
                .ifPresent(password -> PGProperty.PASSWORD.set(properties, password));
        return new Driver().connect(address.bareUrl(), properties);
    }

    /**
     * Asks something in a reading session. A cancellation stops what runs; what begins after it is what the engine
     * still has to know, and runs.
     */
    <T> T ask(String doing, Work<T> work) {
        return orFault(doing, () -> again(() -> in(this::reading, work)));
    }

    /** Changes something in a session without limits, cancellable as above. */
    <T> T change(String doing, Work<T> work) {
        return orFault(doing, () -> in(this::unlimited, work));
    }

    private <T> T in(Attempt<Connection> opening, Work<T> work) throws SQLException {
        Cancellation cancellation = connecting.cancellation();
        try (Connection connection = opened(opening)) {
            if (cancellation.reason().isPresent()) {
                return work.in(connection);
            }
            try (var registration = cancellation.whileRunning(() -> cancel(connection))) {
                return work.in(connection);
            }
        }
    }

    private Connection opened(Attempt<Connection> opening) {
        try {
            return again(opening);
        } catch (SQLException e) {
            throw faults.connecting(e);
        }
    }

    private <T> T orFault(String doing, Attempt<T> attempt) {
        try {
            return attempt.make();
        } catch (SQLException e) {
            throw faults.working(doing, e);
        }
    }

    /**
     * Begins again where the database is just being replaced by a restored one: then sessions are ended, and for a moment
     * the server knows no database of that name.
     */
    static <T> T again(Attempt<T> attempt) throws SQLException {
        for (int i = 1; i < ATTEMPTS; i++) {
            try {
                return attempt.make();
            } catch (SQLException e) {
                if (!REPLACED.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
            }
        }
        return attempt.make();
    }

    /** Cancels what runs in a session. */
    static void cancel(Connection session) {
        try {
            session.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            // The server is gone, and with it what ran.
        }
    }

    private static List<String> limits(SessionTimeouts timeouts) {
        return List.of(
                "SET lock_timeout = " + timeouts.lock().toMillis(),
                "SET statement_timeout = " + timeouts.statement().toMillis());
    }

    /** What may be tried again. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws SQLException;
    }

    /** What is done in a session. */
    @FunctionalInterface
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }
}
