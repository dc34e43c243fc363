package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Rows;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * Puts a restored database in the place of the live one: both are renamed in one transaction, so that at every moment,
 * also if this process or the server dies, there is exactly one database of the live name.
 *
 * <p>PostgreSQL renames a database only when nobody is connected, so every session in both is ended, in the same
 * message to the server as the renaming; from then on new sessions wait until the transaction has ended.
 *
 * <p>One of the ended sessions is the one that holds our migration lock, and advisory locks belong to a database, not
 * to a name. So meanwhile another lock is held ({@link LockKey#replacing}), in the maintenance database from which the
 * renaming is done. Whoever gets the migration lock looks whether that one is held, and lets go if so; thus the lock is
 * taken again in the restored database before anybody else can keep it.
 */
final class Swap {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);
    private static final int LONGEST_NAME = 63;
    private static final int ATTEMPTS = 2;
    private static final String STILL_IN_USE = "55006";

    private static final String SESSIONS = """
            FROM pg_stat_activity a
            JOIN pg_roles r ON r.oid = a.usesysid
            JOIN pg_roles u ON u.rolname = current_user
            CROSS JOIN LATERAL (
              SELECT u.rolsuper OR NOT r.rolsuper
                AND (pg_has_role(r.oid, 'USAGE') OR pg_has_role('pg_signal_backend', 'USAGE'))) x (ours_to_end)
            WHERE a.datname IN (%s) AND a.pid <> pg_backend_pid()
            """;

    private static final String END_SESSIONS = "SELECT pg_terminate_backend(a.pid) " + SESSIONS + " AND ours_to_end";

    private static final String NAMES =
            "SELECT string_agg(DISTINCT concat_ws(' ', a.usename, nullif(a.application_name, '')), ', ') " + SESSIONS;

    private final Sessions live;
    private final Sessions maintenance;

    Swap(Sessions live, Sessions maintenance) {
        this.live = live;
        this.maintenance = maintenance;
    }

    /** Fails if somebody is connected whom the user may not disconnect: better before the long restore than after it. */
    void check() {
        connected("AND NOT ours_to_end").ifPresent(names -> {
            throw unchanged("the user may not end the sessions of " + names);
        });
    }

    /** Gives back the name under which the replaced database is kept. */
    String replaceBy(ScratchDatabase restored) {
        check();
        String kept = keptName(live.address().database(), Instant.now());
        try (LockSession guard = LockSession.open(maintenance)) {
            if (!guard.tryLock(LockKey.replacing(live.address().database()))) {
                throw unchanged("somebody else is restoring it");
            }
            AdvisoryLock.carriedThrough(live, () -> rename(restored, kept));
            return kept;
        } catch (SQLException e) {
            throw unchanged(live.faults().words(e));
        }
    }

    private void rename(ScratchDatabase restored, String kept) {
        for (int attempt = 1; ; attempt++) {
            try (Connection session = maintenance.unlimited()) {
                session.setAutoCommit(false);
                Rows.run(session, List.of(renaming(restored.name(), kept)));
                session.commit();
                restored.promoted();
                return;
            } catch (SQLException e) {
                if (renamed(kept, e)) {
                    restored.promoted();
                    return;
                }
                if (!STILL_IN_USE.equals(e.getSQLState()) || attempt == ATTEMPTS) {
                    throw unchanged(live.faults().words(e) + " Connected: "
                            + connected("").orElse("nobody any more"));
                }
            }
        }
    }

    private String renaming(String restored, String kept) {
        String name = live.address().database();
        return END_SESSIONS.formatted(literal(name) + ", " + literal(restored))
                + "; ALTER DATABASE " + Identifier.quoted(name) + " RENAME TO " + Identifier.quoted(kept)
                + "; ALTER DATABASE " + Identifier.quoted(restored) + " RENAME TO " + Identifier.quoted(name);
    }

    /** Whether it was done all the same: the connection may be lost between the server's commit and its answer. */
    private boolean renamed(String kept, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (!state.startsWith("08") && !state.startsWith("57P")) {
            return false;
        }
        try {
            return maintenance.ask("looking whether the databases were renamed", session -> !Rows.of(
                            session, "SELECT 1 FROM pg_database WHERE datname = ?", row -> true, kept)
                    .isEmpty());
        } catch (Fault fault) {
            throw new Fault(
                    FaultCode.STATE_UNKNOWN,
                    "The connection was lost while the restored database was put in place: " + fault.getMessage(),
                    "If there is a database " + kept + ", it was put in place, and that one is what was there before.");
        }
    }

    private Optional<String> connected(String condition) {
        String query = NAMES.formatted(literal(live.address().database())) + condition;
        return maintenance.ask("looking who is connected", session -> Optional.ofNullable(Rows.text(session, query)));
    }

    private static Fault unchanged(String why) {
        return new Fault(
                FaultCode.RESTORE_FAILED_UNCHANGED,
                "The restored database could not be put in place: " + why + ".",
                "Stop what is connected to the database and restore again.");
    }

    /** {@code <database>_before_<time to the millisecond>}, the database's name cut to what fits. */
    static String keptName(String database, Instant now) {
        String suffix = "_before_" + TIME.format(now);
        StringBuilder name = new StringBuilder(database);
        while (name.toString().getBytes(StandardCharsets.UTF_8).length + suffix.length() > LONGEST_NAME) {
            name.setLength(name.offsetByCodePoints(name.length(), -1));
        }
        return name + suffix;
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
