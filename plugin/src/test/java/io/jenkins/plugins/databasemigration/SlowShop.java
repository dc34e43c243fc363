package io.jenkins.plugins.databasemigration;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.FilePath;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.SecretScan;
import io.github.databasemigration.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;

/** A job that migrates a PostgreSQL whose password is the canary, with a migration that a test holds as long as it likes. */
final class SlowShop {
    static final String CREDENTIALS = "shop";
    private static final String KEY = "4711";

    private final TestDatabase database = PostgresServer.shared().createDatabase();
    private final SecretScan scan = new SecretScan(Canary.PASSWORD);

    TestDatabase database() {
        return database;
    }

    /** A connection that holds the migration: it goes on when this is closed. */
    java.sql.Connection hold() throws Exception {
        java.sql.Connection connection = database.connect();
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + KEY + ")");
        }
        return connection;
    }

    /** True while the migration waits for whoever holds it. */
    boolean held() {
        return !"0"
                .equals(database.query("SELECT COUNT(*) FROM pg_stat_activity WHERE query LIKE '%advisory%" + KEY
                        + "%' AND wait_event_type = 'Lock' AND datname = current_database()"));
    }

    boolean migrated() {
        return "1".equals(database.query("SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'late'"));
    }

    WorkflowJob job(JenkinsRule jenkins, String script) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, CREDENTIALS, null, database.user(), database.password()));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        job.setDefinition(new CpsFlowDefinition(script, true));
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(job);
        workspace
                .child("database-migration.yml")
                .write(
                        "environments: {production: {url: '" + database.jdbcUrl() + "', credentials: {id: "
                                + CREDENTIALS + "}}}\n",
                        StandardCharsets.UTF_8.name());
        workspace
                .child("db/migration/V1__late.sql")
                .write(
                        "SELECT pg_advisory_xact_lock(" + KEY + ");\nCREATE TABLE late (id INTEGER);\n",
                        StandardCharsets.UTF_8.name());
        return job;
    }

    /** Where the password is that should be nowhere: files below Jenkins's home, and arguments of processes. */
    List<String> leaks() {
        List<String> leaks = scan.below(Jenkins.get().getRootDir().toPath());
        leaks.addAll(scan.inProcessArguments());
        return leaks;
    }

    /** What is left beside the workspace. */
    static List<Path> controlFolders() throws Exception {
        try (var files = Files.walk(Jenkins.get().getRootDir().toPath())) {
            return files.filter(file -> file.getFileName().toString().startsWith("database-migration-2"))
                    .toList();
        }
    }
}
