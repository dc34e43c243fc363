/** What happens to migrations when two branches are merged, said from their files alone: no database is asked. */
package io.github.databasemigration.engine.check.merge;
