/** The gate: people approve the digest of a plan, and the build keeps who did. */
package io.jenkins.plugins.databasemigration.approval;
