package io.github.databasemigration.engine.platform;

/**
 * Where a sequence or an automatic number stands. It goes on with every use, and no transaction takes that back.
 *
 * @param value in the server's words
 * @param reset the statement that puts it there again
 */
public record Counter(String value, String reset) {}
