package io.github.databasemigration.cli;

/** What is ended from outside. */
enum Victim {
    /** The process, at a message. */
    ENGINE,
    /** The server with all its processes, at a message. */
    SERVER,
    /** Every connection, at a message. */
    CONNECTION,
    /** The process, after a durable write. */
    WRITE
}
