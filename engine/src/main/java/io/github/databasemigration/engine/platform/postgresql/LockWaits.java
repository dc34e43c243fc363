package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.event.Blocker;
import io.github.databasemigration.engine.plan.SqlWords;
import io.github.databasemigration.engine.platform.BlockerRow;
import io.github.databasemigration.engine.platform.LockConflicts;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.platform.SessionId;
import io.github.databasemigration.engine.platform.SessionTimeouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Waiting for locks in PostgreSQL.
 *
 * <p>A transaction in which a statement was given up is lost as a whole. Outside of one the statement was its own
 * transaction, but for those that make several (documentation: "cannot be executed inside a transaction block").
 */
final class LockWaits implements LockConflicts {
    /** {@code lock_not_available} and {@code deadlock_detected}. */
    private static final Set<String> GIVEN_UP = Set.of("55P03", "40P01");

    /** May commit in the middle. */
    private static final Set<String> SEVERAL_TRANSACTIONS = Set.of("CALL", "DO", "VACUUM", "CLUSTER");

    private static final Set<String> ONE_RELATION = Set.of("INDEX", "TABLE");
    private static final String CONCURRENTLY = "CONCURRENTLY";

    /** Users without rights over the other's role see its name only. */
    private static final String BLOCKERS = "SELECT b.pid, coalesce(a.usename, a.backend_type),"
            + " CAST(extract(epoch FROM clock_timestamp() - a.xact_start) * 1000 AS bigint), a.state,"
            + " CASE WHEN a.state IS NOT NULL THEN a.query END"
            + " FROM (SELECT DISTINCT unnest(pg_blocking_pids(?)) AS pid) b"
            + " LEFT JOIN pg_stat_activity a ON a.pid = b.pid ORDER BY a.xact_start, b.pid";

    private final Sessions sessions;

    LockWaits(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean gaveUp(String sqlState, int number) {
        return GIVEN_UP.contains(sqlState);
    }

    @Override
    public boolean repeatable(String sql, boolean inTransaction) {
        List<String> words = SqlWords.of(sql);
        if (inTransaction || words.isEmpty() || SEVERAL_TRANSACTIONS.contains(words.get(0))) {
            return false;
        }
        int end = words.indexOf(";");
        boolean several = end >= 0 && end < words.size() - 1;
        boolean reindexesMany = words.get(0).equals("REINDEX") && words.stream().noneMatch(ONE_RELATION::contains);
        boolean detaches = words.contains("DETACH") && words.contains(CONCURRENTLY);
        return !several && !reindexesMany && !detaches;
    }

    /**
     * Their lock on the table conflicts with no reading and no writing, and for older transactions they wait holding
     * nothing more.
     */
    @Override
    public boolean patient(String sql, boolean inTransaction) {
        List<String> words = SqlWords.of(sql);
        int at = words.indexOf(CONCURRENTLY);
        return !inTransaction
                && at > 0
                && ONE_RELATION.contains(words.get(at - 1))
                && Set.of("CREATE", "DROP", "REINDEX").contains(words.get(0));
    }

    @Override
    public String patience() {
        return limit(timeouts().lock(), timeouts().patient());
    }

    @Override
    public String impatience() {
        return limit(timeouts().patient(), timeouts().lock());
    }

    private SessionTimeouts timeouts() {
        return sessions.connecting().timeouts();
    }

    private static String limit(Duration from, Duration to) {
        return "SELECT set_config(name, '" + to.toMillis() + "', false) FROM pg_settings WHERE name = 'lock_timeout'"
                + " AND setting = '" + from.toMillis() + "'";
    }

    @Override
    public Optional<List<Blocker>> blockers(SessionId waiting) {
        List<Blocker> blockers = sessions.ask(
                "looking who holds a lock",
                connection -> Rows.of(
                        connection, BLOCKERS, row -> BlockerRow.read(row, true), Integer.valueOf(waiting.value())));
        return blockers.isEmpty() ? Optional.empty() : Optional.of(blockers);
    }
}
