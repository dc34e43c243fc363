/**
 * Alembic as a {@link io.github.databasemigration.engine.tool.MigrationTool}: the project's own, in a Python process of
 * its own, with which {@code Bridge} speaks JSON lines. The other end is in the resources, beside this package's name.
 */
package io.github.databasemigration.engine.tool.alembic;
