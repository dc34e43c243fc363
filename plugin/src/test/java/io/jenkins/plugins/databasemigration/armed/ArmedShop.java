package io.jenkins.plugins.databasemigration.armed;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.databasemigration.Await;
import io.jenkins.plugins.databasemigration.Sqlite;
import io.jenkins.plugins.databasemigration.armed.Fate.State;
import io.jenkins.plugins.databasemigration.backup.BackupReaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** A shop with a database in a file, a job that migrates it, and a job that puts it back. */
final class ArmedShop {
    static final String MIGRATE = "node { migrateDatabase environment: 'production' }\n";
    static final String BACK = "rollback";

    private final JenkinsRule jenkins;
    private final Path file;
    final WorkflowJob job;
    final WorkflowJob rollback;

    ArmedShop(JenkinsRule jenkins, Path folder) throws Exception {
        this.jenkins = jenkins;
        file = folder.resolve("shop.db");
        sql("CREATE TABLE orders (id INTEGER)");
        job = configured("shop");
        rollback = configured(BACK);
        job.addProperty(new BackupReaders(BACK));
        migration("V1__more.sql", "CREATE TABLE more (id INTEGER);\n");
        rollback.setDefinition(new CpsFlowDefinition("""
                echo "given: ${params.ENVIRONMENT} ${params.EXPECT_VERSION} ${params.TO_BACKUP_OF}"
                node {
                  rollbackDatabase environment: params.ENVIRONMENT, toBackupOf: params.TO_BACKUP_OF,
                    expectVersion: params.EXPECT_VERSION, maxLostRows: params.MAX_LOST_ROWS as Integer
                }
                """, true));
    }

    private WorkflowJob configured(String name) throws Exception {
        WorkflowJob made = jenkins.createProject(WorkflowJob.class, name);
        write(made, "database-migration.yml", """
                flyway: {baselineOnMigrate: true, baselineVersion: '0'}
                environments: {production: {url: 'jdbc:sqlite:%s'}}
                """.formatted(file));
        return made;
    }

    void migration(String script, String text) throws Exception {
        write(job, "db/migration/" + script, text);
        write(rollback, "db/migration/" + script, text);
    }

    private void write(WorkflowJob where, String path, String text) throws Exception {
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(where);
        workspace.child(path).write(text, StandardCharsets.UTF_8.name());
    }

    /** A build of the job that migrates. */
    WorkflowRun run(Result expected, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertStatus(expected, job);
    }

    String sql(String statement) throws Exception {
        return Sqlite.run(file, statement);
    }

    /** The tables that a migration made. */
    String migrated() throws Exception {
        return sql("SELECT COUNT(*) FROM sqlite_master WHERE name = 'more'");
    }

    /** The only one that a build armed. */
    static ArmedRollback of(WorkflowRun build) {
        List<ArmedRollback> all = ArmedRollbacks.get().of(build);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    static ArmedRollback await(ArmedRollback armed, State state) throws Exception {
        Await.until(
                "the armed rollback is " + state,
                () -> ArmedRollbacks.get().find(armed.getId()).is(state));
        return ArmedRollbacks.get().find(armed.getId());
    }
}
