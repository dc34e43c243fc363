package io.github.databasemigration.engine.configuration;

/** How migrations are grouped into transactions, where the platform can roll back DDL. */
public enum TransactionMode {
    /** Each migration is a transaction of its own. */
    EACH,
    /** All pending migrations are one transaction: all or nothing. */
    ALL
}
