/** Backups among the artifacts of a build: what is kept of them, who may read them, and where others find them. */
package io.jenkins.plugins.databasemigration.backup;
