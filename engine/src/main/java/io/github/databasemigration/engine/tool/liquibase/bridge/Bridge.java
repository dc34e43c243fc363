package io.github.databasemigration.engine.tool.liquibase.bridge;

import java.sql.Connection;

/** Liquibase, behind its own class loader. */
public interface Bridge {
    /** Liquibase's version. */
    String version();

    /**
     * Reads a changelog and compares it with a database. Nothing is changed; {@link BridgeFailure} where it cannot be read.
     *
     * @param connection which stays the caller's, who closes it
     */
    Changelog open(Connection connection, ChangelogSource source);
}
