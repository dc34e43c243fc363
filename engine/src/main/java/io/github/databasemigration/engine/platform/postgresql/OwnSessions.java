package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.KeptSessions;
import io.github.databasemigration.engine.secret.Credentials;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sessions for the engine's own questions and changes, used again one after the other, for a login with SCRAM is 4,096
 * rounds of HMAC on either side (RFC 7677, "at least 4096") and a session that has seen the catalogue answers sooner.
 *
 * <p>Before it is used again a session is made as good as new, which also shows whether it still lives: that of a database
 * that was replaced or dropped in the meantime was ended by the server. {@code DISCARD ALL} is what poolers send for it;
 * it also takes a role away that the user has by {@code ALTER ROLE … SET role}, and {@code RESET ROLE} gives it back.
 */
final class OwnSessions {
    private static final int ANSWER_MILLIS = 15_000;
    private static final String AS_GOOD_AS_NEW = "DISCARD ALL";
    private static final String ROLE_OF_THE_LOGIN = "RESET ROLE";

    private final Connecting connecting;
    private final Login login;
    private final List<String> schema;
    private final KeptSessions kept;
    private final Opening opening;

    /**
     * Those of one address, of whatever schema in it.
     *
     * @param opening opens a new one
     */
    OwnSessions(Address address, Connecting connecting, Opening opening) {
        this.connecting = connecting;
        this.opening = opening;
        this.login = new Login(address.inNoSchema(), address.schema().isPresent(), connecting.credentials());
        this.schema =
                address
                        .schema()
                        .map(path -> "SELECT set_config('search_path', '" + path.replace("'", "''") + "', false)")
                        .stream()
                        .toList();
        // Of several hosts the one that answers may be another the next time, and has to be found out anew.
        this.kept = address.hosts().size() == 1 ? connecting.kept() : KeptSessions.NONE;
    }

    /**
     * What two sessions have in common that can be used for each other.
     *
     * @param address without the schema
     * @param inSchema whether a schema was named at the login; otherwise the server knows the user's own
     */
    private record Login(Address address, boolean inSchema, Credentials credentials) {}

    /** How a new session is opened, with its settings. */
    @FunctionalInterface
    interface Opening {
        Connection with(List<String> settings) throws SQLException;
    }

    /** One that was used before, or a new one, with these settings. */
    Connection open(List<String> settings, boolean readOnly) throws SQLException {
        Connection session = again(settings).orElse(null);
        if (session == null) {
            session = opening.with(settings);
        }
        session.setReadOnly(readOnly);
        return LentSession.of(session, this::takeBack);
    }

    /** Ends those that rest, for a database in which somebody is cannot be dropped. */
    void end() {
        kept.forget(login);
    }

    private Optional<Connection> again(List<String> settings) {
        Optional<Connection> session = kept.take(login);
        while (session.isPresent() && !renewed(session.get(), settings)) {
            KeptSessions.close(session.get());
            session = kept.take(login);
        }
        return session;
    }

    private boolean renewed(Connection session, List<String> settings) {
        try (Statement statement = session.createStatement()) {
            int patience = session.getNetworkTimeout();
            session.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
            statement.execute(AS_GOOD_AS_NEW);
            List<String> all = new ArrayList<>(List.of(ROLE_OF_THE_LOGIN));
            all.addAll(schema);
            all.addAll(settings);
            statement.execute(String.join("; ", all));
            session.setNetworkTimeout(Runnable::run, patience);
            return true;
        } catch (SQLException e) {
            // Then a new one shows whether there is still somebody to ask.
            return false;
        }
    }

    private void takeBack(Connection session) {
        try {
            // A request to stop may still be on its way to the server, and would meet the next who uses the session.
            if (connecting.cancellation().reason().isEmpty() && !session.isClosed()) {
                if (!session.getAutoCommit()) {
                    session.rollback();
                    session.setAutoCommit(true);
                }
                session.setReadOnly(false);
                kept.give(login, session);
                return;
            }
        } catch (SQLException e) {
            // It does not live any more.
        }
        KeptSessions.close(session);
    }
}
