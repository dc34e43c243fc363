/** What the checks want to know of the database that is there. */
package io.github.databasemigration.engine.check.target;
