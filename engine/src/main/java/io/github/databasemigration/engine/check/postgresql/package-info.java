/** Understands the SQL of PostgreSQL, with PostgreSQL's own parser. */
package io.github.databasemigration.engine.check.postgresql;
