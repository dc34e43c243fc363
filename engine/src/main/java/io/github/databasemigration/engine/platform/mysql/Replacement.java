package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.platform.SessionTimeouts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Replaces the content of a live database by a dump's. */
final class Replacement {
    /** How long to wait for others to leave the tables, where the configuration sets no limit. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Connecting connecting;
    private final MysqlServer server;
    private final MysqlSessions sessions;
    private final MysqlFaults faults;
    private final String database;
    private final Loading loading;

    Replacement(
            Connecting connecting,
            MysqlServer server,
            MysqlSessions sessions,
            MysqlFaults faults,
            String database,
            Loading loading) {
        this.connecting = connecting;
        this.server = server;
        this.sessions = sessions;
        this.faults = faults;
        this.database = database;
        this.loading = loading;
    }

    /** Refuses what this user has no right to: the restore would end half-way. */
    void checkRights(Set<String> definers) {
        try (Connection connection = sessions.open()) {
            Grants grants = Grants.of(connection, server);
            List<String> missing = NeededPrivileges.missingToRestore(grants, database);
            if (!missing.isEmpty()) {
                throw refused(
                        "The user may not restore " + database + ": it has no privilege " + String.join(", ", missing)
                                + " on it.",
                        "Grant it, or restore as another user.");
            }
            checkDefiners(definers, Rows.text(connection, "SELECT CURRENT_USER()"), grants);
        } catch (SQLException e) {
            throw faults.connecting(e);
        }
    }

    private void checkDefiners(Set<String> definers, String account, Grants grants) {
        Set<String> others = new TreeSet<>(definers);
        others.remove(account);
        if (!others.isEmpty() && !mayName(grants)) {
            throw refused(
                    "The dump has views, triggers, routines or events defined by " + String.join(", ", others)
                            + ", and " + account + " may not restore them in their name.",
                    "Restore as a user with the privilege " + (server.mariadb() ? "SET USER" : "SET_USER_ID")
                            + " (before MariaDB 11: or SUPER).");
        }
    }

    private static Fault refused(String what, String remedy) {
        return new Fault(FaultCode.RESTORE_FAILED_UNCHANGED, what, remedy);
    }

    /** MariaDB 11 took it out of SUPER; MySQL 8.2 renamed it. */
    private boolean mayName(Grants grants) {
        return grants.onServer("SET USER", "SET_USER_ID", "SET_ANY_DEFINER")
                || grants.onServer("SUPER") && !(server.mariadb() && !server.olderThan(11, 0));
    }

    /** @param back the line by which a person goes back to what was there before */
    void replace(Path dump, String back) {
        try (Connection connection = locked()) {
            new Emptying(connection, database).empty();
        } catch (SQLException e) {
            throw partial(faults.words(e), back);
        }
        try (InputStream script = Loading.open(dump)) {
            loading.into(database, dump, script);
        } catch (IOException e) {
            throw partial(dump + " cannot be read", back);
        } catch (Fault fault) {
            throw partial(fault.getMessage(), back);
        }
    }

    /** A session that has every table to itself. */
    private Connection locked() {
        Duration wait = connecting.timeouts().lock();
        SessionTimeouts limits = new SessionTimeouts(wait.isZero() ? PATIENCE : wait, Duration.ZERO);
        try {
            Connection connection = Rows.settle(sessions.open(), server.limits(limits));
            try {
                new Emptying(connection, database).lock();
                return connection;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new Fault(
                    FaultCode.RESTORE_FAILED_UNCHANGED,
                    database + " was not restored, for its tables could not be locked: " + faults.words(e),
                    "End the programs that use the database, and restore again.");
        }
    }

    Fault unchanged(Fault fault) {
        return fault.code() == FaultCode.RESTORE_FAILED_UNCHANGED || fault.code() == FaultCode.BACKUP_INVALID
                ? fault
                : new Fault(
                        FaultCode.RESTORE_FAILED_UNCHANGED,
                        database + " was not restored: " + fault.getMessage(),
                        fault.remedy());
    }

    private Fault partial(String why, String back) {
        return new Fault(
                FaultCode.RESTORE_FAILED_PARTIAL,
                "The restore of " + database + " ended half-way: " + why,
                "Restore again; or go back to what was there before, in the emptied database: " + back);
    }
}
