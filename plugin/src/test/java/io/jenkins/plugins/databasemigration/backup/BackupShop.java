package io.jenkins.plugins.databasemigration.backup;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.FilePath;
import hudson.model.Result;
import hudson.util.Secret;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.SecretScan;
import io.github.databasemigration.testkit.TestDatabase;
import io.jenkins.plugins.databasemigration.Sqlite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** A shop with two rows in its database, and jobs that back it up and put it back. */
final class BackupShop {
    static final String AT = "environment: 'production', credentialsId: 'shop'";

    private final JenkinsRule jenkins;
    private final String url;
    private final Sql sql;

    /** Runs a statement; gives what it answers. */
    private interface Sql {
        String run(String statement) throws Exception;
    }

    private BackupShop(JenkinsRule jenkins, String url, String user, String password, Sql sql) throws Exception {
        this.jenkins = jenkins;
        this.url = url;
        this.sql = sql;
        add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "shop", null, user, password));
        sql.run("CREATE TABLE orders (id INTEGER)");
        sql.run("INSERT INTO orders VALUES (1), (2)");
    }

    static BackupShop onPostgres(JenkinsRule jenkins) throws Exception {
        TestDatabase database = PostgresServer.shared().createDatabase();
        return new BackupShop(jenkins, database.jdbcUrl(), database.user(), database.password(), statement -> {
            if (statement.startsWith("SELECT")) {
                return database.query(statement);
            }
            database.execute(statement);
            return "";
        });
    }

    static BackupShop inFile(JenkinsRule jenkins, Path folder) throws Exception {
        Path file = folder.resolve("shop.db");
        return new BackupShop(
                jenkins, "jdbc:sqlite:" + file, "nobody", "not asked for", statement -> Sqlite.run(file, statement));
    }

    /** A secret text. */
    static void secret(String id, String text) throws Exception {
        add(new StringCredentialsImpl(CredentialsScope.GLOBAL, id, null, Secret.fromString(text)));
    }

    private static void add(Credentials credentials) throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().add(credentials);
        SystemCredentialsProvider.getInstance().save();
    }

    WorkflowJob job(String name) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(job);
        workspace.child("database-migration.yml").write("""
                        flyway: {baselineOnMigrate: true, baselineVersion: '0'}
                        environments: {production: {url: '%s'}}
                        """.formatted(url), StandardCharsets.UTF_8.name());
        workspace.child("db/migration/V1__more.sql").write("CREATE TABLE more (id INTEGER);\n", "UTF-8");
        return job;
    }

    void define(WorkflowJob job, String steps) throws Exception {
        job.setDefinition(new CpsFlowDefinition("node { " + steps + " }", true));
    }

    WorkflowRun run(WorkflowJob job, Result expected, String steps) throws Exception {
        return runScript(job, expected, "node { " + steps + " }");
    }

    WorkflowRun runScript(WorkflowJob job, Result expected, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertStatus(expected, job);
    }

    /** Adds so many megabytes that no program makes smaller; in a file only. */
    void fill(int megabytes) throws Exception {
        sql.run("CREATE TABLE bulk (piece BLOB)");
        sql.run("WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < " + megabytes
                + ") INSERT INTO bulk SELECT randomblob(1000000) FROM number");
    }

    /** Does what nobody wants, and removes the backups of the agent. */
    void damage(WorkflowJob job) throws Exception {
        sql.run("DELETE FROM orders WHERE id = 2");
        sql.run("INSERT INTO orders VALUES (666)");
        backups(job).deleteRecursive();
    }

    /** Where the agent keeps its own. */
    FilePath backups(WorkflowJob job) {
        return jenkins.jenkins.getWorkspaceFor(job).child(".database-migration/backups");
    }

    /** The rows of the only table, in order. */
    String orders() throws Exception {
        return sql.run("SELECT COUNT(*) FROM orders") + " rows, sum " + sql.run("SELECT SUM(id) FROM orders");
    }

    static final String WHOLE = "2 rows, sum 3";
    static final String DAMAGED = "2 rows, sum 667";

    /** Where the canary is below Jenkins's home or among the arguments of processes. */
    List<String> leaks() {
        SecretScan scan = new SecretScan(Canary.PASSWORD);
        List<String> leaks = scan.below(jenkins.jenkins.getRootDir().toPath());
        leaks.addAll(scan.inProcessArguments());
        return leaks;
    }

    /** The file of an archived backup on the disk of Jenkins. */
    static Path artifact(WorkflowRun build, String name) {
        ArchivedBackup backup = ArchivedBackups.in(build).get(0);
        return build.getRootDir()
                .toPath()
                .resolve("archive")
                .resolve(backup.path())
                .resolve(name);
    }
}
