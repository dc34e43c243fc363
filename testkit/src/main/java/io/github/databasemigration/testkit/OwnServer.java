package io.github.databasemigration.testkit;

import java.sql.Connection;
import java.sql.SQLException;

/** A database server that belongs to one test, which may kill it. */
public interface OwnServer {
    /** The server's TCP port on 127.0.0.1. */
    int port();

    /** A new, empty database. */
    TestDatabase createDatabase();

    /** A connection to one of its databases as administrator. */
    Connection admin(String database) throws SQLException;

    /** The server's own process. */
    ProcessHandle handle();

    /** Kills the server with all its processes. */
    void kill();

    /** Starts it again when it is dead, with the data that it wrote. */
    void restart();

    /** Ends the server. */
    void stop();
}
