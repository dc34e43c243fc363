/**
 * Liquibase as a {@link io.github.databasemigration.engine.tool.MigrationTool}, by its Java API, from a jar that is not part
 * of this program: it has a class loader of its own, and what the two say to each other is in {@code bridge}.
 *
 * <p>Liquibase turns changesets into SQL and keeps its history; statements and transactions are the engine's. Planning is
 * the same run over a session that notes what would be sent and sends nothing.
 */
package io.github.databasemigration.engine.tool.liquibase;
