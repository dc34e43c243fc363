/** One plan over many databases or schemas, and one run of it: canary, waves, breaker, resume. */
package io.github.databasemigration.engine.fleet;
