package io.jenkins.plugins.databasemigration.approval;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.labels.LabelAtom;
import io.jenkins.plugins.databasemigration.DatabaseMigrationAction;
import io.jenkins.plugins.databasemigration.DatabaseMigrationResult;
import io.jenkins.plugins.databasemigration.Sqlite;
import io.jenkins.plugins.databasemigration.protection.DatabaseMigrationConfiguration;
import io.jenkins.plugins.databasemigration.protection.ProtectedDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Many databases with one plan: approved once, the canary first, the others in parts on several agents. */
@WithJenkins
class FleetTest {
    private static final String PLAN = """
            def plan
            node('one') { plan = planDatabaseMigration() }
            """;
    private static final String PARTS = """
            node('one') { echo "first: ${migrateDatabase(plan: plan, part: 'canary').targets}" }
            parallel([
                one: { node('one') { migrateDatabase plan: plan, part: '1/2' } },
                two: { node('two') { migrateDatabase plan: plan, part: '2/2' } },
            ])
            """;

    @TempDir
    Path databases;

    private JenkinsRule jenkins;
    private WorkflowJob job;

    @BeforeEach
    void prepare(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Shop.people(jenkins);
        job = jenkins.createProject(WorkflowJob.class, "shops");
        for (String label : List.of("one", "two")) {
            Node node = jenkins.createOnlineSlave(LabelAtom.get(label));
            FilePath workspace = node.getWorkspaceFor(job);
            write(workspace, "database-migration.yml", """
                    environments:
                      production:
                        url: jdbc:sqlite:%s/{target}.db
                        targets:
                          list: [acme, globex, initech, umbrella, wayne]
                        rollout: {maxFailures: 1}
                    """.formatted(databases));
            write(workspace, "db/migration/V1__shop.sql", "CREATE TABLE shop (id INTEGER);\n");
        }
    }

    private static void write(FilePath workspace, String path, String text) throws Exception {
        workspace.child(path).write(text, StandardCharsets.UTF_8.name());
    }

    private WorkflowRun start(String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    @Test
    void partsOfAnApprovedPlanRunOnSeveralAgents() throws Exception {
        WorkflowRun build = start(PLAN + "approveDatabaseMigration plan: plan, approvers: 'alice'\n" + PARTS);
        Approval approval = Shop.atGate(jenkins, build);
        Visitor alice = new Visitor(jenkins, "alice");
        assertThat(alice.page(build, approval).asNormalizedText())
                .contains("5 databases", "On 5 targets", "acme", "CREATE TABLE shop", "100 begin before")
                .contains("There are no rules for this database platform");
        assertThat(alice.read(build, approval)).contains("<code>wayne</code>");
        assertThat(approval.getPlan().getTargets()).isEqualTo(5);
        assertThat(alice.decide(build, approval, "approve")).isEqualTo(200);

        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));

        jenkins.assertLogContains("first: 1 migrated", build);
        for (String name : List.of("acme", "globex", "initech", "umbrella", "wayne")) {
            assertThat(has(name)).as(name).isTrue();
        }
        List<DatabaseMigrationResult> results =
                build.getAction(DatabaseMigrationAction.class).getResults();
        assertThat(results)
                .extracting(DatabaseMigrationResult::getTargets)
                .containsExactlyInAnyOrder("1 migrated", "2 migrated", "2 migrated");
        assertThat(results).extracting(DatabaseMigrationResult::getToVersion).containsOnly("1");
        assertThat(results.get(0).getDatabase()).isEqualTo(approval.getPlan().getDatabase());
        assertThat(alice.get(
                        build, "database-migration/report/" + results.get(0).getRun() + "/"))
                .contains("acme", "MIGRATED", "fleet.json");
        assertThat(alice.get(
                        build, "database-migration/plan/" + approval.getPlan().getRun() + "/"))
                .contains("umbrella", approval.getPlan().getDigest());

        // Of the same plan nothing is left to do; one target is a database like any other.
        WorkflowRun again = start("node('two') { def one = planDatabaseMigration targetName: 'globex'\n"
                + "echo \"left: ${one.pending}, of ${one.targets}\" }");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(again));
        jenkins.assertLogContains("left: [], of 0", again);
    }

    @Test
    void whoeverComesBeforeTheCanaryIsRefusedAndAFailureIsKept() throws Exception {
        jenkins.assertBuildStatus(
                Result.FAILURE,
                jenkins.waitForCompletion(start(PLAN + "node('two') { migrateDatabase plan: plan, part: '2/2' }")));
        assertThat(has("globex")).isFalse();
        jenkins.assertBuildStatus(
                Result.SUCCESS, jenkins.waitForCompletion(start(PLAN + "node('one') { migrateDatabase plan: plan }")));
        sqlite("initech", "DROP TABLE shop");
        write(
                jenkins.jenkins.getLabel("one").getNodes().iterator().next().getWorkspaceFor(job),
                "db/migration/V2__note.sql",
                "ALTER TABLE shop ADD COLUMN note TEXT;\n");

        WorkflowRun build = start(PLAN + "node('one') { migrateDatabase plan: plan }");

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("4 migrated", build);
        jenkins.assertLogContains("initech, failed: ", build);
        assertThat(sqlite("wayne", "SELECT count(note) FROM shop")).isEqualTo("0");
        DatabaseMigrationResult result =
                build.getAction(DatabaseMigrationAction.class).getResults().get(0);
        assertThat(result.getStatus()).isEqualTo("FLEET_INCOMPLETE");
        assertThat(result.getNext()).contains("--approved");
        assertThat(build.getAction(DatabaseMigrationAction.class)
                        .getPlans()
                        .get(0)
                        .getDrift())
                .startsWith("initech: The schema was changed since run ")
                .doesNotContain("\n");
        assertThat(build.getArtifacts())
                .extracting(artifact -> artifact.relativePath)
                .anyMatch(path -> path.matches("database-migration/" + result.getRun() + "/.*\\.3/journal\\.jsonl"));
    }

    @Test
    void whatProtectsOneOfThemProtectsAll() throws Exception {
        ApprovalRule dba = new ApprovalRule();
        dba.setApprovers("dba");
        ProtectedDatabase globex = new ProtectedDatabase("globex");
        globex.setHosts("*/globex.db");
        globex.setApproval(dba);
        DatabaseMigrationConfiguration.get().setProtectedDatabases(List.of(globex));

        for (String script : List.of(
                "node('one') { migrateDatabase() }",
                "node('one') { migrateDatabase part: 'canary' }",
                PLAN + PARTS,
                "node('one') { migrateDatabase targetName: 'globex' }")) {
            WorkflowRun build = start(script);
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
            assertThat(JenkinsRule.getLog(build)).containsAnyOf("has to be approved", "is not approved");
        }
        assertThat(Files.list(databases)).isEmpty();
        WorkflowRun other = start("node('one') { migrateDatabase targetName: 'acme' }");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(other));
        assertThat(has("acme")).isTrue();
    }

    private boolean has(String name) throws Exception {
        Path file = databases.resolve(name + ".db");
        return Files.exists(file)
                && sqlite(name, "SELECT count(*) FROM sqlite_schema WHERE name = 'shop'")
                        .equals("1");
    }

    private String sqlite(String name, String sql) throws Exception {
        return Sqlite.run(databases.resolve(name + ".db"), sql);
    }
}
