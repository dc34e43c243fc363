/** Undo scripts for migrations, found from what their statements do. */
package io.github.databasemigration.engine.undo;
