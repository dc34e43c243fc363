package io.github.databasemigration.testkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A real MariaDB, Debian's; one for all tests of a JVM. */
public final class MariaDbServer implements OwnServer {
    private static MariaDbServer shared;

    private final AtomicInteger count = new AtomicInteger();
    private final ServerProcess server = new ServerProcess("mariadb", "mysql");
    private final int port = ServerProcess.freePort();
    private final List<String> command = new ArrayList<>();

    private MariaDbServer(String... options) {
        Path data = server.folder().resolve("data");
        server.runUnprivileged(List.of(
                "mariadb-install-db",
                "--no-defaults",
                "--datadir=" + data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db"));
        command.addAll(List.of(
                "mariadbd",
                "--no-defaults",
                "--datadir=" + data,
                "--port=" + port,
                "--socket=" + server.folder().resolve("s"),
                "--pid-file=" + server.folder().resolve("pid"),
                // When it starts it deletes the temporary tables that it finds, also those of another server in the
                // same folder.
                "--tmpdir=" + server.folder(),
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                "--innodb-flush-log-at-trx-commit=0",
                "--character-set-server=utf8mb4",
                "--max-connections=200"));
        command.addAll(List.of(options));
        start();
    }

    private void start() {
        server.start(command, () -> admin("mysql").close());
    }

    /** The server of this JVM, started at the first call. */
    public static synchronized MariaDbServer shared() {
        if (shared == null) {
            shared = new MariaDbServer();
        }
        return shared;
    }

    /** A server of its own, for tests that kill it or want other options. The caller stops it. */
    public static MariaDbServer own(String... options) {
        return new MariaDbServer(options);
    }

    @Override
    public int port() {
        return port;
    }

    /** A new, empty database whose owner may also create databases whose names begin with this one's. */
    @Override
    public TestDatabase createDatabase() {
        return createDatabase(Canary.PASSWORD);
    }

    /** The same with another password. */
    public TestDatabase createDatabase(String password) {
        String name = "app" + count.incrementAndGet();
        try (Connection connection = admin("mysql");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            statement.execute("CREATE USER " + name + "@'%' IDENTIFIED BY '"
                    + password.replace("\\", "\\\\").replace("'", "''") + "'");
            statement.execute("GRANT ALL ON `" + name + "`.* TO " + name + "@'%'");
            statement.execute("GRANT ALL ON `" + name + "\\_%`.* TO " + name + "@'%'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new TestDatabase("jdbc:mariadb://127.0.0.1:" + port + "/" + name, name, name, password);
    }

    /** A connection as superuser. */
    @Override
    public Connection admin(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/" + database, "root", "");
    }

    @Override
    public ProcessHandle handle() {
        return server.handle();
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void restart() {
        start();
    }

    @Override
    public void stop() {
        server.stop();
    }
}
