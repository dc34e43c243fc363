/** What administrators demand of whoever touches certain databases, whatever a Jenkinsfile says. */
package io.jenkins.plugins.databasemigration.protection;
