package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Finds out who holds the lock, from all that the server shows to this user. */
final class MysqlLockHolder {
    private MysqlLockHolder() {}

    static Optional<Holder> read(Connection connection, LockName name) throws SQLException {
        String used = Rows.text(connection, "SELECT IS_USED_LOCK(?)", name.right());
        if (used == null) {
            return Optional.empty();
        }
        long session = Long.parseLong(used);
        Optional<LockSign.Read> sign = LockSign.read(connection, name, session);
        Optional<Holder> attributes = HolderAttributes.read(connection, session);
        Holder listed = attributes.isPresent() ? attributes.get() : listed(connection, session);
        return Optional.of(new Holder(
                listed.who(),
                listed.host(),
                listed.pid().or(() -> sign.flatMap(LockSign.Read::process)),
                listed.run(),
                sign.map(LockSign.Read::since)));
    }

    /** As the process list has it, which shows sessions of other accounts only to those with the PROCESS privilege. */
    private static Holder listed(Connection connection, long session) throws SQLException {
        return Rows.of(
                        connection,
                        "SELECT user, SUBSTRING_INDEX(host, ':', 1) FROM information_schema.processlist WHERE id = ?",
                        row -> holder("database user " + row.getString(1), row.getString(2)),
                        session)
                .stream()
                .findFirst()
                .orElse(holder("session " + session + " of another database user", "an unknown host"));
    }

    private static Holder holder(String who, String host) {
        return new Holder(who, host, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
