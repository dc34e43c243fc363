package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.event.Blocker;
import io.github.databasemigration.engine.plan.SqlWords;
import io.github.databasemigration.engine.platform.LockConflicts;
import io.github.databasemigration.engine.platform.OwnWork;
import io.github.databasemigration.engine.platform.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Waiting for locks in MariaDB and MySQL.
 *
 * <p>A statement that defines something commits what was before it, and does nothing unless it gets its metadata lock. A
 * statement that changes rows may have a transaction before it, which {@code innodb_rollback_on_timeout} ends or leaves
 * open with its locks, and may have changed tables without transactions: it is not repeated.
 */
final class MysqlLockWaits implements LockConflicts {
    /** {@code ER_LOCK_WAIT_TIMEOUT} and {@code ER_LOCK_DEADLOCK}. */
    private static final Set<Integer> GIVEN_UP = Set.of(1205, 1213);

    private static final Set<String> VERBS = Set.of("ALTER", "CREATE", "DROP", "RENAME", "TRUNCATE");
    private static final Set<String> OBJECTS = Set.of("TABLE", "INDEX", "VIEW", "TRIGGER");
    /** An object's kind comes after so many words at most: {@code CREATE OR REPLACE SQL SECURITY INVOKER VIEW}. */
    private static final int KIND_WITHIN = 7;

    private final OwnWork work;

    MysqlLockWaits(OwnWork work) {
        this.work = work;
    }

    @Override
    public boolean gaveUp(String sqlState, int number) {
        return GIVEN_UP.contains(number);
    }

    @Override
    public boolean repeatable(String sql, boolean inTransaction) {
        List<String> words = SqlWords.of(sql);
        if (words.isEmpty() || !VERBS.contains(words.get(0))) {
            return false;
        }
        Optional<String> kind =
                words.stream().limit(KIND_WITHIN).filter(OBJECTS::contains).findFirst();
        boolean createsTable =
                words.get(0).equals("CREATE") && kind.filter("TABLE"::equals).isPresent();
        // Rows are copied after the table is there; and a table that is to be replaced is dropped first.
        boolean inTwoSteps = createsTable && (words.contains("SELECT") || words.contains("REPLACE"));
        // One after the other.
        boolean several = words.get(0).equals("DROP") && words.contains(",") || semicolonInside(words);
        return kind.isPresent() && !inTwoSteps && !several;
    }

    private static boolean semicolonInside(List<String> words) {
        int end = words.indexOf(";");
        return end >= 0 && end < words.size() - 1 && !words.contains("TRIGGER");
    }

    /** Behind every statement that waits for a metadata lock all others of that table wait. */
    @Override
    public boolean patient(String sql, boolean inTransaction) {
        return false;
    }

    @Override
    public String patience() {
        throw new IllegalStateException("no statement is patient");
    }

    @Override
    public String impatience() {
        throw new IllegalStateException("no statement is patient");
    }

    @Override
    public Optional<List<Blocker>> blockers(SessionId waiting) {
        long session = Long.parseLong(waiting.value());
        return work.ask("looking who holds a lock", connection -> new MysqlBlockers(connection).of(session));
    }
}
