/**
 * Flyway as a {@link io.github.databasemigration.engine.tool.MigrationTool}, by its Java API.
 *
 * <p>Flyway resolves, orders, parses and executes; this package feeds it files that were read once into memory, so that
 * what was planned, hashed and approved is what runs, and stops it at the first step that is another.
 */
package io.github.databasemigration.engine.tool.flyway;
