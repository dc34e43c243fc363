package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Whether the user may change the schema here. */
final class MysqlWritable {
    private static final List<String> NEEDED = List.of("CREATE", "ALTER", "DROP");

    private MysqlWritable() {}

    /** Why not, if not. */
    static Optional<String> refusal(Connection connection, MysqlServer server, String database) throws SQLException {
        Grants grants = Grants.of(connection, server);
        if (on(connection, "innodb_read_only")) {
            return Optional.of("the server was started with innodb_read_only");
        }
        if (!server.mariadb() && on(connection, "super_read_only")) {
            return Optional.of("the server is super_read_only");
        }
        if (on(connection, "read_only") && !exempt(grants, server)) {
            return Optional.of("the server is read_only, as replicas are");
        }
        return NEEDED.stream()
                .filter(privilege -> !grants.on(database, privilege))
                .findFirst()
                .map(privilege -> "the user has no " + privilege + " privilege on it");
    }

    /** From MariaDB 10.11 on SUPER alone does not suffice; before, and in MySQL, it does. */
    private static boolean exempt(Grants grants, MysqlServer server) {
        return server.mariadb() && !server.olderThan(10, 11)
                ? grants.onServer("READ_ONLY ADMIN")
                : grants.onServer("READ_ONLY ADMIN", "SUPER", "CONNECTION_ADMIN");
    }

    private static boolean on(Connection connection, String variable) throws SQLException {
        String value = Rows.text(connection, "SELECT @@GLOBAL." + variable);
        return !value.equals("0") && !value.equalsIgnoreCase("OFF");
    }
}
