package io.jenkins.plugins.databasemigration;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.FilePath;
import hudson.model.Node;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;

/**
 * A job that migrates a database by one migration, with credentials that only its configuration names. Can be sent to
 * another Jenkins.
 *
 * @param name of the job, and of its credentials
 * @param url of the database
 * @param user of the database
 * @param password of that user
 * @param migration the SQL of the one migration
 * @param more settings of the step besides the environment
 */
record ShopJob(String name, String url, String user, String password, String migration, String more)
        implements Serializable {
    static final String SCRIPT = "V2__held.sql";

    private static final String PIPELINE = """
            node('%s') {
              def result = migrateDatabase environment: 'production'%s
              echo "status ${result.status}, applied ${result.applied}, to ${result.toVersion}"
            }
            """;

    /** The same with one more setting of the step. */
    ShopJob with(String setting) {
        return new ShopJob(name, url, user, password, migration, more + ", " + setting);
    }

    /** Makes the job, which runs on this node. */
    WorkflowJob create(Node node) throws Exception {
        SystemCredentialsProvider credentials = SystemCredentialsProvider.getInstance();
        credentials
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, name, null, user, password));
        credentials.save();
        WorkflowJob job = Jenkins.get().createProject(WorkflowJob.class, name);
        job.setDefinition(
                new CpsFlowDefinition(PIPELINE.formatted(node.getSelfLabel().getName(), more), true));
        FilePath workspace = node.getWorkspaceFor(job);
        write(workspace, "database-migration.yml", """
                environments:
                  production:
                    url: %s
                    credentials: {id: %s}
                    timeouts: {lock: none}
                """.formatted(url, name));
        write(workspace, "db/migration/" + SCRIPT, migration);
        return job;
    }

    private static void write(FilePath workspace, String path, String text) throws Exception {
        workspace.child(path).write(text, StandardCharsets.UTF_8.name());
    }
}
