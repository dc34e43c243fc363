package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** On an agent that is a process of its own, with the example that everybody reads first. */
@WithJenkins
class AgentTest {
    private static final Path EXAMPLE = Path.of("../examples/flyway-shop");

    private JenkinsRule jenkins;
    private DumbSlave agent;
    private WorkflowJob job;

    @BeforeEach
    void checkOutTheExample(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent = jenkins.createOnlineSlave(Label.get("far"));
        job = jenkins.createProject(WorkflowJob.class, "shop");
        new FilePath(EXAMPLE.toFile()).copyRecursiveTo(agent.getWorkspaceFor(job));
    }

    @Test
    void aScriptedPipelinePlansAndMigratesExactlyThePlan() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                node('far') {
                  def plan = planDatabaseMigration environment: 'development'
                  echo "from ${plan.currentVersion} to ${plan.targetVersion}: ${plan.pending.size()}, empty ${plan.empty}"
                  echo plan.sql.contains('CREATE TABLE') ? 'with SQL' : 'without SQL'
                  def result = migrateDatabase environment: 'development', plan: plan
                  echo "${result.status}: ${result.fromVersion} to ${result.toVersion}, ${result.applied.size()} applied"
                  echo "same plan: ${result.digest == plan.digest}, backup ${result.backup}, timed ${result.duration > 0}"
                  echo "then empty ${planDatabaseMigration(environment: 'development').empty}"
                }
                """);

        jenkins.assertLogContains("from null to 4: 5, empty false", build);
        jenkins.assertLogContains("with SQL", build);
        jenkins.assertLogContains("done: null to 4, 5 applied", build);
        jenkins.assertLogContains("same plan: true, backup null, timed true", build);
        jenkins.assertLogContains("then empty true", build);
        assertThat(build.getArtifacts())
                .extracting(Object::toString)
                .anyMatch(path -> path.endsWith("/report.html"))
                .anyMatch(path -> path.endsWith("/report.json"))
                .anyMatch(path -> path.endsWith("/journal.jsonl"))
                .anyMatch(path -> path.endsWith("/plan.json"));
        assertThat(agent.getRootPath().list("caches/database-migration/*/*"))
                .extracting(FilePath::getName)
                .containsExactly("migrate-database.jar");
    }

    @Test
    void aDeclarativePipelineDoesTheSame() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                pipeline {
                  agent { label 'far' }
                  stages {
                    stage('Database') {
                      steps {
                        migrateDatabase environment: 'development', config: 'database-migration.yml'
                      }
                    }
                  }
                }
                """);

        assertThat(onlyResult(build).getToVersion()).isEqualTo("4");
    }

    @Test
    void aPlanThatIsNotWhatWouldRunIsRefused() throws Exception {
        WorkflowRun build = run(Result.FAILURE, """
                node('far') {
                  def plan = planDatabaseMigration environment: 'development'
                  writeFile file: 'db/migration/V5__surprise.sql', text: 'CREATE TABLE surprise (id INTEGER);'
                  migrateDatabase environment: 'development', plan: plan
                }
                """);

        assertThat(onlyResult(build).getStatus()).isEqualTo("PLAN_CHANGED");
        assertThat(onlyResult(build).getApplied()).isEmpty();
    }

    private WorkflowRun run(Result expected, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertStatus(expected, job);
    }

    private static DatabaseMigrationResult onlyResult(WorkflowRun build) {
        var results = build.getAction(DatabaseMigrationAction.class).getResults();
        assertThat(results).hasSize(1);
        return results.get(0);
    }
}
