/** Rollbacks at a time that somebody chose beforehand: scheduled from the page of a build, waited for, called off. */
package io.jenkins.plugins.databasemigration.scheduled;
