package io.github.databasemigration.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A real PostgreSQL, Debian's newest installed; one for all tests of a JVM. */
public final class PostgresServer implements OwnServer {
    private static PostgresServer shared;

    private final AtomicInteger count = new AtomicInteger();
    private final ServerProcess server = new ServerProcess("postgresql", "postgres");
    private final int port = ServerProcess.freePort();

    private PostgresServer() {
        Path data = server.folder().resolve("data");
        Path bin = bin();
        server.runUnprivileged(List.of(
                bin.resolve("initdb").toString(),
                "--pgdata=" + data,
                "--username=postgres",
                "--auth-host=scram-sha-256",
                "--auth-local=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync"));
        // The administrator comes in without a password, everybody else with theirs.
        write(
                data.resolve("pg_hba.conf"),
                "local all all trust\nhost all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
        start();
    }

    private void start() {
        server.start(
                List.of(
                        bin().resolve("postgres").toString(),
                        "-D",
                        server.folder().resolve("data").toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=" + server.folder(),
                        "-c",
                        "fsync=off",
                        "-c",
                        "max_connections=200"),
                () -> admin("postgres").close());
    }

    /** The server of this JVM, started at the first call. */
    public static synchronized PostgresServer shared() {
        if (shared == null) {
            shared = new PostgresServer();
        }
        return shared;
    }

    /** A server of its own, for tests that kill it. The caller stops it. */
    public static PostgresServer own() {
        return new PostgresServer();
    }

    @Override
    public int port() {
        return port;
    }

    /** A new, empty database whose owner may create databases and see all sessions of its own. */
    @Override
    public TestDatabase createDatabase() {
        return createDatabase(Canary.PASSWORD);
    }

    /** The same with another password. */
    public TestDatabase createDatabase(String password) {
        String name = "app" + count.incrementAndGet();
        try (Connection connection = admin("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + name + " LOGIN CREATEDB PASSWORD '" + password.replace("'", "''") + "'");
            statement.execute("CREATE DATABASE " + name + " OWNER " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new TestDatabase("jdbc:postgresql://127.0.0.1:" + port + "/" + name, name, name, password);
    }

    /** A connection as superuser. */
    @Override
    public Connection admin(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres", "");
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

    /** Starts again as a standby, which takes no changes. For a server of its own. */
    public void becomeStandby() {
        server.end();
        write(server.folder().resolve("data").resolve("standby.signal"), "");
        start();
    }

    @Override
    public void stop() {
        server.stop();
    }

    /** The folder of the newest installed server programs. */
    public static Path bin() {
        Path debian = Path.of("/usr/lib/postgresql");
        try (Stream<Path> versions = Files.list(debian)) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/postgres")))
                    .max((a, b) -> Integer.compare(major(a), major(b)))
                    .orElseThrow(() -> new IllegalStateException("No PostgreSQL server below " + debian))
                    .resolve("bin");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int major(Path version) {
        return Integer.parseInt(version.getFileName().toString());
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
