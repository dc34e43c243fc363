/** The Jenkins plugin: steps that run the command line as a durable process on an agent, and what they leave on a build. */
package io.jenkins.plugins.databasemigration;
