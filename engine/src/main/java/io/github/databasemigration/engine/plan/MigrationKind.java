package io.github.databasemigration.engine.plan;

/** What kind of thing a planned migration is. */
public enum MigrationKind {
    /** A Flyway migration with a version. */
    VERSIONED,
    /** A Flyway migration that runs again whenever its content changes. */
    REPEATABLE,
    /** A Flyway baseline: a row in the history, or a script that stands for all before it. */
    BASELINE,
    /** A Flyway SQL callback: no row in the history, but SQL that will run. */
    CALLBACK,
    /** An Alembic revision going up. */
    UPGRADE,
    /** An Alembic revision going down, or a Flyway undo script. */
    DOWNGRADE
}
