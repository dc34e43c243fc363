/** Rollbacks that start by themselves unless somebody shows in time that all is well. */
package io.jenkins.plugins.databasemigration.armed;
