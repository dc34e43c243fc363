package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.event.Blocker;
import io.github.databasemigration.engine.platform.BlockerRow;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Who holds what a session waits for, from all that the server shows to this user.
 *
 * <p>The performance schema knows the holders of metadata locks exactly, where it is on and may be read. InnoDB knows every
 * open transaction, for those with the PROCESS privilege: one of them it is, for without a transaction nobody keeps a
 * metadata lock. Who holds a locked row they can see exactly, in MariaDB.
 */
final class MysqlBlockers {
    /** Sessions of one's own account are shown to everybody. */
    private static final String WAITS =
            "SELECT COUNT(*) FROM information_schema.processlist WHERE id = ? AND state LIKE 'Waiting for%lock%'";

    private static final String WHO = "SELECT p.id, p.user, TIMESTAMPDIFF(SECOND, t.trx_started, NOW()) * 1000,"
            + " p.command, p.info FROM information_schema.processlist p"
            + " LEFT JOIN information_schema.innodb_trx t ON t.trx_mysql_thread_id = p.id";

    private static final String METADATA = WHO + " WHERE p.id IN (SELECT ht.processlist_id"
            + " FROM performance_schema.metadata_locks w"
            + " JOIN performance_schema.threads wt ON wt.thread_id = w.owner_thread_id AND wt.processlist_id = ?"
            + " JOIN performance_schema.metadata_locks h ON h.object_type = w.object_type"
            + " AND h.object_schema = w.object_schema AND h.object_name = w.object_name AND h.lock_status = 'GRANTED'"
            + " JOIN performance_schema.threads ht ON ht.thread_id = h.owner_thread_id"
            + " WHERE w.lock_status = 'PENDING' AND ht.processlist_id <> ?)";

    /** MariaDB alone has this table; MySQL has given it up. */
    private static final String ROWS = WHO + " WHERE t.trx_id IN (SELECT w.blocking_trx_id"
            + " FROM information_schema.innodb_lock_waits w"
            + " JOIN information_schema.innodb_trx r ON r.trx_id = w.requesting_trx_id"
            + " WHERE r.trx_mysql_thread_id = ?)";

    private static final String TRANSACTIONS =
            WHO + " WHERE t.trx_id IS NOT NULL AND p.id <> ? AND p.id <> CONNECTION_ID() ORDER BY t.trx_started";

    private final Connection connection;

    MysqlBlockers(Connection connection) {
        this.connection = connection;
    }

    Optional<List<Blocker>> of(long session) throws SQLException {
        if (!waits(session)) {
            return Optional.of(shown(ROWS, true, session)).filter(holders -> !holders.isEmpty());
        }
        List<Blocker> exact = shown(METADATA, true, session, session);
        return Optional.of(exact.isEmpty() ? shown(TRANSACTIONS, false, session) : exact);
    }

    private boolean waits(long session) throws SQLException {
        return !Rows.text(connection, WAITS, session).equals("0");
    }

    /** What a query finds; nothing where this user may not ask it. */
    private List<Blocker> shown(String query, boolean certain, Object... parameters) {
        try {
            return Rows.of(connection, query, row -> BlockerRow.read(row, certain), parameters);
        } catch (SQLException e) {
            return List.of();
        }
    }
}
