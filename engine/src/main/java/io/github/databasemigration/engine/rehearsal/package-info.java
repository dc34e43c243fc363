/** A plan that runs on a scratch copy first: what it does there, statement by statement, and what that says of the real run. */
package io.github.databasemigration.engine.rehearsal;
