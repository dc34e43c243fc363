package io.github.databasemigration.engine.check.model;

/** Understands the statements of one platform. What it cannot parse it says so of; it never guesses. */
public interface StatementParser {
    /** What one statement does. */
    Statement parse(String sql);
}
