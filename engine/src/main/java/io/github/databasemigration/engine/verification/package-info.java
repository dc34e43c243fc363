/**
 * The application's own checks: queries in a folder that say, after a migration, whether the database is as the
 * application needs it. Described for their authors in docs/verify-scripts.md.
 */
package io.github.databasemigration.engine.verification;
