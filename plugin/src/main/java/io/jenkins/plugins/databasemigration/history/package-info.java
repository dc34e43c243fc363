/** What all builds together say: the history of a job, and the dashboard of every known database. */
package io.jenkins.plugins.databasemigration.history;
