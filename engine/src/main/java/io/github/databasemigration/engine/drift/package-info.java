/** What was changed in a database past its migrations: recorded after each run, compared before the next. */
package io.github.databasemigration.engine.drift;
