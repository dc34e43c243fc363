/** The pages of a build: what a run's archived documents say, as Jenkins shows it. */
package io.jenkins.plugins.databasemigration.report;
