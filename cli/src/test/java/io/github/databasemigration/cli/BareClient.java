package io.github.databasemigration.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The limit of what a program in Java can reach: reads scripts, sends each in a transaction with its row of the history,
 * and asks nothing. For benchmarks.
 */
final class BareClient {
    static final String HISTORY = "CREATE TABLE flyway_schema_history (installed_rank INT PRIMARY KEY,"
            + " version VARCHAR(50), description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL,"
            + " script VARCHAR(1000) NOT NULL, checksum INTEGER, installed_by VARCHAR(100) NOT NULL,"
            + " installed_on TIMESTAMP NOT NULL DEFAULT now(), execution_time INTEGER NOT NULL,"
            + " success BOOLEAN NOT NULL)";

    private static final String ROW = "INSERT INTO flyway_schema_history (installed_rank, version, description, type,"
            + " script, checksum, installed_by, execution_time, success) VALUES (?, ?, ?, 'SQL', ?, ?, ?, ?, true)";

    private BareClient() {}

    /** URL and user; the password is in the variable of Flyway's command line. */
    public static void main(String[] arguments) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(arguments[0], arguments[1], System.getenv("FLYWAY_PASSWORD"));
                Statement statement = connection.createStatement()) {
            statement.execute(HISTORY);
            connection.setAutoCommit(false);
            try (PreparedStatement row = connection.prepareStatement(ROW)) {
                for (Path script : scripts()) {
                    String sql = Files.readString(script);
                    statement.execute(sql);
                    int version = version(script);
                    row.setInt(1, version);
                    row.setString(2, Integer.toString(version));
                    row.setString(3, "step " + version);
                    row.setString(4, script.getFileName().toString());
                    row.setInt(5, sql.hashCode());
                    row.setString(6, arguments[1]);
                    row.setInt(7, 0);
                    row.executeUpdate();
                    connection.commit();
                }
            }
        }
    }

    private static List<Path> scripts() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("db/migration"))) {
            return files.sorted(Comparator.comparing(BareClient::version)).toList();
        }
    }

    private static int version(Path script) {
        String name = script.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }
}
