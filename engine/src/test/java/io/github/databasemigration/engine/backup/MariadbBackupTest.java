package io.github.databasemigration.engine.backup;

import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

class MariadbBackupTest extends BackupContract {
    @Override
    TestDatabase create() {
        return MariaDbServer.shared().createDatabase();
    }

    /** Not only for the database: views belong to their definer, and nobody may restore them in another's name. */
    @Override
    TestDatabase createAnother(TestDatabase first) {
        first.execute("CREATE DATABASE " + first.name() + "_other");
        return new TestDatabase(first.jdbcUrl() + "_other", first.name() + "_other", first.user(), first.password());
    }

    @Override
    ByHand byHand(TestDatabase live) {
        String name = live.name() + "_by_hand";
        // In a file of options a backslash and quotes would have to be escaped; the environment takes any password.
        Path home = folder.resolve("home");
        write(
                home.resolve(".my.cnf"),
                "[client]\nhost=127.0.0.1\nport=" + MariaDbServer.shared().port() + "\nuser=" + live.user() + "\n");
        Map<String, String> environment = Map.of("HOME", home.toString(), "MYSQL_PWD", live.password());
        String url = live.jdbcUrl() + "_by_hand";
        return new ByHand(name, environment, new TestDatabase(url, name, live.user(), live.password()));
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    Set<String> databasesOfTheServer() {
        Set<String> names = new TreeSet<>();
        try (Connection connection = MariaDbServer.shared().admin("mysql");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW DATABASES")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
