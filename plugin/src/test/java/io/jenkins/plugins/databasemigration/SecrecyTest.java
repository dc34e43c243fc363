package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.EnvVars;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.RetentionStrategy;
import hudson.util.Secret;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.ProcessSampler;
import io.github.databasemigration.testkit.SecretScan;
import io.github.databasemigration.testkit.TestDatabase;
import io.jenkins.plugins.databasemigration.HeldShop.Place;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Whatever becomes of a run, the password is nowhere but in the environment of the database's own programs: not in what
 * Jenkins and its agent keep (logs, builds, pipelines, workspaces, artifacts, temporary files), and in no other process.
 */
@WithJenkins
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SecrecyTest {
    private static final SecretScan SCAN = new SecretScan(Canary.PASSWORD);
    private static final String MINE = "CREATE TABLE mine (id INTEGER);\n";

    /** The error of the server repeats the value. */
    private static final String TOLD = "INSERT INTO told SELECT word FROM told;\n";

    private static JenkinsRule jenkins;
    private static DumbSlave agent;
    private static ProcessSampler sampler;

    /** The servers, and the two kinds of credentials. */
    enum Server {
        POSTGRESQL,
        MARIADB;

        TestDatabase create(String password) {
            return this == POSTGRESQL
                    ? PostgresServer.shared().createDatabase(password)
                    : MariaDbServer.shared().createDatabase(password);
        }

        /** Jenkins knows user and password of a PostgreSQL, and the password alone of a MariaDB. */
        WorkflowJob job(TestDatabase database, String migration) throws Exception {
            WorkflowJob job = new ShopJob(
                            name(database),
                            database.jdbcUrl(),
                            database.user(),
                            Canary.PASSWORD,
                            Map.of(ShopJob.SCRIPT, migration),
                            "")
                    .create(agent);
            String text = name(database) + "-text";
            SystemCredentialsProvider.getInstance()
                    .getCredentials()
                    .add(new StringCredentialsImpl(
                            CredentialsScope.GLOBAL, text, null, Secret.fromString(Canary.PASSWORD)));
            String login = this == POSTGRESQL ? "id: " + name(database) : "user: " + database.user() + ", id: " + text;
            String configuration = """
                    flyway: {baselineOnMigrate: true, baselineVersion: '0'}
                    environments: {production: {url: '%s', credentials: {%s}}}
                    """.formatted(database.jdbcUrl(), login);
            agent.getWorkspaceFor(job).child("database-migration.yml").write(configuration, "UTF-8");
            return job;
        }

        private String name(TestDatabase database) {
            return this + "-" + database.name();
        }
    }

    @BeforeAll
    static void startAgent(JenkinsRule rule) throws Exception {
        jenkins = rule;
        File root = new File(jenkins.jenkins.getRootDir(), "agents/far");
        Path temporary = Files.createDirectories(root.toPath().resolve("temporary"));
        sampler = new ProcessSampler(SCAN, temporary.toString());
        EnvVars env = new EnvVars();
        env.put("TMPDIR", temporary.toString());
        env.put("JDK_JAVA_OPTIONS", "\"-Djava.io.tmpdir=" + temporary + "\"");
        agent = new DumbSlave("far", root.getPath(), jenkins.createComputerLauncher(env));
        agent.setNumExecutors(2);
        agent.setRetentionStrategy(RetentionStrategy.NOOP);
        jenkins.jenkins.addNode(agent);
        jenkins.waitOnline(agent);
    }

    @AfterAll
    static void onlyTheProgramsOfTheDatabaseHadIt() {
        sampler.close();
        // On Debian a script in Perl finds the right pg_dump, and becomes it.
        assertThat(sampler.inEnvironments())
                .anyMatch(process -> process.endsWith("pg_dump"))
                .allMatch(
                        process -> process.matches("\\d+: (.*/)?(perl|pg_dump|pg_restore|psql|mariadb|mariadb-dump)"));
        jenkins = null;
        agent = null;
    }

    @AfterEach
    void nothingHoldsIt() {
        assertNothingHoldsIt();
    }

    private static void assertNothingHoldsIt() {
        assertThat(SCAN.below(jenkins.jenkins.getRootDir().toPath())).isEmpty();
        assertThat(sampler.inArguments()).isEmpty();
        for (LogRecord record : Jenkins.logRecords) {
            assertThat(SCAN.in(new SimpleFormatter().format(record))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void notWhenAllGoesWell(Server server) throws Exception {
        TestDatabase database = server.create(Canary.PASSWORD);
        WorkflowJob job = server.job(database, MINE);

        WorkflowRun build = run(job, Result.SUCCESS, """
                def plan = planDatabaseMigration()
                def migrated = migrateDatabase plan: plan, backup: 'restore'
                echo "${plan.sql} ${migrated.status} ${migrated.backup}"
                def taken = backupDatabase()
                echo "$taken, and back: ${rollbackDatabase(toBackupOf: migrated).status}"
                """);

        jenkins.assertLogContains("and back: done", build);
    }

    @ParameterizedTest
    @EnumSource
    void notWhenItIsTheWrongOne(Server server) throws Exception {
        WorkflowJob job = server.job(server.create("another one"), MINE);

        WorkflowRun build = run(job, Result.FAILURE, "migrateDatabase()");

        assertThat(only(build)).isEqualTo("LOGIN_REFUSED");
    }

    @ParameterizedTest
    @EnumSource
    void notWhenTheServerRepeatsIt(Server server) throws Exception {
        TestDatabase database = server.create(Canary.PASSWORD);
        database.execute("CREATE TABLE told (word VARCHAR(99) PRIMARY KEY)", insert(server));
        WorkflowJob job = server.job(database, TOLD);

        WorkflowRun build = run(job, Result.FAILURE, "migrateDatabase backup: 'none'");

        jenkins.assertLogContains("****", build);
        jenkins.assertLogContains("caught ", build);
    }

    private static String insert(Server server) {
        String quoted = Canary.PASSWORD.replace("'", "''");
        return "INSERT INTO told VALUES ('" + (server == Server.MARIADB ? quoted.replace("\\", "\\\\") : quoted) + "')";
    }

    @Test
    void notWhenTheBackupFails() throws Exception {
        TestDatabase database = Server.POSTGRESQL.create(Canary.PASSWORD);
        try (Connection connection = PostgresServer.shared().admin(database.name());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE theirs (id INTEGER)");
        }
        WorkflowJob job = Server.POSTGRESQL.job(database, MINE);

        WorkflowRun build = run(job, Result.FAILURE, "migrateDatabase()");

        assertThat(only(build)).isEqualTo("BACKUP_FAILED");
    }

    @Test
    void notWhenTheBackupIsRestored() throws Exception {
        TestDatabase database = Server.MARIADB.create(Canary.PASSWORD);
        WorkflowJob job = Server.MARIADB.job(database, MINE + "CREATE TABLE mine (id INTEGER);\n");

        WorkflowRun build = run(job, Result.FAILURE, "migrateDatabase onFailure: 'restore'");

        assertThat(only(build)).isEqualTo("MIGRATION_FAILED_RESTORED");
    }

    @Test
    void notWhileItGoesOnNorWhenItIsAbortedOrKilled() throws Exception {
        try (HeldShop aborted = HeldShop.at(Place.BACKING_UP);
                HeldShop killed = HeldShop.at(Place.MIGRATING)) {
            WorkflowRun one = aborted.job().create(agent).scheduleBuild2(0).waitForStart();
            WorkflowRun two = killed.job().create(agent).scheduleBuild2(0).waitForStart();
            aborted.awaitHeld();
            killed.awaitHeld();
            assertNothingHoldsIt();
            one.doStop();
            Processes.kill(Processes.ofBuild(killed.name(), 1).orElseThrow());
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(one));
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(two));
        }
    }

    private static WorkflowRun run(WorkflowJob job, Result expected, String steps) throws Exception {
        job.setDefinition(new CpsFlowDefinition("""
                node('far') {
                  try {
                    %s
                  } catch (failure) {
                    echo "caught $failure"
                    throw failure
                  }
                }
                """.formatted(steps), true));
        return jenkins.buildAndAssertStatus(expected, job);
    }

    private static String only(WorkflowRun build) {
        List<DatabaseMigrationResult> results =
                build.getAction(DatabaseMigrationAction.class).getResults();
        assertThat(results).hasSize(1);
        return results.get(0).getStatus();
    }
}
