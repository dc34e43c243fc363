/**
 * Flyway as a {@link io.github.databasemigration.engine.tool.MigrationTool}, by its Java API.
 *
 * <p>Flyway resolves, orders, parses and executes; this package feeds it files that were read once into memory, so that
 * what was planned, hashed and approved is what runs, and gives it one database session for its history and for the
 * migrations, so that both commit together.
 */
package io.github.databasemigration.engine.tool.flyway;
