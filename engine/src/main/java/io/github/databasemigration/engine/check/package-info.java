/**
 * What a plan will do to the running system, said before it runs: statements are parsed, never matched by their text, and
 * judged by rules that know the plan, the transaction and the database.
 */
package io.github.databasemigration.engine.check;
