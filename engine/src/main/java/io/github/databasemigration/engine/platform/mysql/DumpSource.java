package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.platform.Versions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a database is made of, as far as it decides how to dump it.
 *
 * <p>If every table has transactions, the dump is one transaction and nobody waits. If some has not (MyISAM, Aria), that
 * transaction would not protect it: then all tables are locked against writing while the dump is taken, which is
 * consistent as well.
 *
 * @param collation the default for new tables, which the programs do not dump
 * @param locking whether some table has no transactions
 * @param history whether some table remembers its old rows
 * @param missing privileges without which a dump would lose something
 */
record DumpSource(String collation, boolean locking, boolean history, List<String> missing) {
    private static final String HAS = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = ? AND ";
    private static final String NO_TRANSACTIONS = HAS + "table_type <> 'VIEW'"
            + " AND engine NOT IN (SELECT engine FROM information_schema.engines WHERE transactions = 'YES')";
    private static final String REMEMBERS = HAS + "table_type = 'SYSTEM VERSIONED'";

    static DumpSource of(Connection connection, MysqlServer server, String database) throws SQLException {
        boolean locking = !Rows.text(connection, NO_TRANSACTIONS, database).equals("0");
        return new DumpSource(
                Rows.text(connection, "SELECT @@collation_database"),
                locking,
                !Rows.text(connection, REMEMBERS, database).equals("0"),
                NeededPrivileges.missingToDump(Grants.of(connection, server), database, locking));
    }

    /** Fault {@code UNSUPPORTED} if the server or the program would lose something in silence. */
    void check(MysqlServer server, ClientPrograms programs) {
        if (!missing.isEmpty()) {
            throw new Fault(
                    FaultCode.UNSUPPORTED,
                    "The user may not back up everything: it has no privilege " + String.join(", ", missing)
                            + " on the database.",
                    "Grant it, or back up as another user.");
        }
        if (history && (server.olderThan(10, 11) || Versions.compare(programs.version(), "10.11") < 0)) {
            throw new Fault(
                    FaultCode.UNSUPPORTED,
                    "Some tables are system-versioned, and MariaDB before 10.11 cannot dump their history.",
                    "Upgrade server and client programs to MariaDB 10.11 or newer, or back up with mariadb-backup.");
        }
    }

    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        arguments.add(locking ? "--lock-tables" : "--single-transaction");
        if (history) {
            arguments.add("--dump-history");
        }
        return arguments;
    }

    /** The first line of the dump, for whoever loads it. */
    String prologue() {
        return "ALTER DATABASE CHARACTER SET " + collation.replaceFirst("_.*", "") + " COLLATE " + collation + ";\n";
    }
}
