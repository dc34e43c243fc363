/**
 * The only code that knows Liquibase. It is loaded beside Liquibase, by {@link
 * io.github.databasemigration.engine.tool.liquibase.LiquibaseLoader}, and uses what Liquibase's Java API has had from 4.23
 * to 5.0: no commands, whose steps lock, wait and report to others, but changesets, which run themselves.
 */
package io.github.databasemigration.engine.tool.liquibase.inside;
