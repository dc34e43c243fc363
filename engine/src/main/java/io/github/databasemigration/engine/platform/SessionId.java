package io.github.databasemigration.engine.platform;

/**
 * A session as the server numbers it (PostgreSQL's backend pid, MariaDB's connection id, H2's session id).
 *
 * @param value the server's own text for it
 */
public record SessionId(String value) {}
