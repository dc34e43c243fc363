/** The rules: one idea each, over what statements do, aware of the plan, the transaction and the database. */
package io.github.databasemigration.engine.check.rule;
