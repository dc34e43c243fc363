package io.github.databasemigration.engine.platform.postgresql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.platform.LockSampling;
import io.github.databasemigration.engine.platform.Observed;
import io.github.databasemigration.engine.platform.Observer;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.platform.SessionId;
import io.github.databasemigration.engine.platform.TableLock;
import io.github.databasemigration.engine.platform.TableLock.Waits;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the migrating session itself, for it alone sees what it has not committed: files by {@code relfilenode}, locks in
 * {@code pg_locks}, which a transaction keeps to its end. A statement without a transaction is watched from outside.
 */
final class PostgresqlObserver implements Observer {
    private static final String TABLES = " FROM pg_catalog.pg_class c"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't'"
            + " AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'";

    private static final String NAME = "pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)";

    /** A text, for some drivers turn JSON into objects of their own. */
    private static final String QUESTION = "SELECT CAST(pg_catalog.json_build_array(pg_catalog.pg_backend_pid(), "
            + "(SELECT pg_catalog.json_agg(pg_catalog.json_build_array(c.oid, " + NAME
            + ", pg_catalog.pg_relation_filenode(c.oid), pg_catalog.pg_total_relation_size(c.oid)))" + TABLES + "), "
            + "(SELECT pg_catalog.json_agg(pg_catalog.json_build_array(l.relation, l.mode)) FROM pg_catalog.pg_locks l"
            + " WHERE l.pid = pg_catalog.pg_backend_pid() AND l.granted AND l.locktype = 'relation'"
            + " AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))"
            + ") AS text)";

    private final Sessions sessions;
    private final Map<Long, String> first;

    private PostgresqlObserver(Sessions sessions, Map<Long, String> first) {
        this.sessions = sessions;
        this.first = Map.copyOf(first);
    }

    static PostgresqlObserver in(Sessions sessions) {
        return sessions.change("gathering statistics", session -> {
            // A dump holds none, and without them the server would go other ways than in the live database.
            Rows.run(session, List.of("ANALYZE"));
            Map<Long, String> tables = new HashMap<>();
            Rows.of(session, "SELECT c.oid, " + NAME + TABLES, row -> tables.put(row.getLong(1), row.getString(2)));
            return new PostgresqlObserver(sessions, tables);
        });
    }

    @Override
    public String question() {
        return QUESTION;
    }

    @Override
    public Observed observed(String answer) {
        try {
            JsonNode seen = Json.mapper().readTree(answer);
            Map<String, Observed.Stored> tables = new HashMap<>();
            seen.get(1)
                    .forEach(table -> tables.put(
                            table.get(0).asText(),
                            new Observed.Stored(
                                    table.get(1).asText(),
                                    table.get(2).asText(),
                                    table.get(3).asLong())));
            Set<TableLock> locks = new HashSet<>();
            seen.get(2).forEach(lock -> lock(lock.get(0).asLong(), lock.get(1).asText())
                    .ifPresent(locks::add));
            return new Observed(new SessionId(seen.get(0).asText()), tables, locks);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A lock on a table that was there at the beginning: nobody waits for one that is not. */
    Optional<TableLock> lock(long table, String mode) {
        return Optional.ofNullable(first.get(table)).map(name -> new TableLock(name, words(mode), waits(mode)));
    }

    /** As the manual writes it: {@code ShareUpdateExclusiveLock} is {@code SHARE UPDATE EXCLUSIVE}. */
    private static String words(String mode) {
        return mode.replaceFirst("Lock$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toUpperCase(Locale.ROOT);
    }

    /** By the table of conflicts in the manual, "Explicit Locking": readers take ACCESS SHARE, writers ROW EXCLUSIVE. */
    private static Waits waits(String mode) {
        return switch (mode) {
            case "AccessExclusiveLock" -> Waits.EVERYBODY;
            case "ExclusiveLock", "ShareRowExclusiveLock", "ShareLock" -> Waits.WRITERS;
            default -> Waits.NOBODY;
        };
    }

    @Override
    public Watch watch(SessionId session) {
        try {
            Connection own = sessions.unlimited();
            HeldTables held = new HeldTables(this, Integer.parseInt(session.value()));
            held.hold(own, first.values());
            return LockSampling.begin(own, held);
        } catch (SQLException e) {
            throw sessions.faults().connecting(e);
        }
    }

    @Override
    public Optional<String> locksUnseen() {
        return Optional.empty();
    }

    @Override
    public Optional<String> filesUnseen() {
        return Optional.empty();
    }

    /** Nothing is held between questions. */
    @Override
    public void close() {}
}
