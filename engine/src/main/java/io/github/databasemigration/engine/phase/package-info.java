/** Expand and contract: which migrations may run while the old version of the application is still there. */
package io.github.databasemigration.engine.phase;
