package io.jenkins.plugins.databasemigration;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.FilePath;
import hudson.model.Node;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;

/**
 * A job that migrates a database, with credentials that only its configuration names. Can be sent to
 * another Jenkins.
 *
 * @param name of the job, and of its credentials
 * @param url of the database
 * @param user of the database
 * @param password of that user
 * @param migrations the SQL of each script
 * @param more settings of the step besides the environment
 */
record ShopJob(String name, String url, String user, String password, Map<String, String> migrations, String more)
        implements Serializable {
    /** The script that a test can hold. */
    static final String SCRIPT = "V2__held.sql";

    private static final String PIPELINE = """
            node('%s') {
              def result = migrateDatabase environment: 'production'%s
              echo "status ${result.status}, applied ${result.applied}, to ${result.toVersion}"
            }
            """;

    /** The same with one more setting of the step. */
    ShopJob with(String setting) {
        return new ShopJob(name, url, user, password, migrations, more + ", " + setting);
    }

    /** The same with one more migration. */
    ShopJob with(String script, String sql) {
        Map<String, String> all = new TreeMap<>(migrations);
        all.put(script, sql);
        return new ShopJob(name, url, user, password, all, more);
    }

    /** Another job for the same database. */
    ShopJob named(String other) {
        return new ShopJob(other, url, user, password, migrations, more);
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
        for (Map.Entry<String, String> migration : migrations.entrySet()) {
            write(workspace, "db/migration/" + migration.getKey(), migration.getValue());
        }
        return job;
    }

    private static void write(FilePath workspace, String path, String text) throws Exception {
        workspace.child(path).write(text, StandardCharsets.UTF_8.name());
    }
}
