/** Understands the SQL of MySQL and MariaDB, with the grammars that Debezium reads their logs with. */
package io.github.databasemigration.engine.check.mysql;
