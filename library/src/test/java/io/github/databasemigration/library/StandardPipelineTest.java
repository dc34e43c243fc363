package io.github.databasemigration.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.Test;

/** databasePipeline: what it asks of Jenkins, in which order, and with what. */
class StandardPipelineTest {
    private static final String USUAL_FILES =
            "database-migration*.yml,db/**,sql/**,migrations/**,alembic/**,alembic.ini,"
                    + "requirements*.txt,verify/**,src/main/resources/db/**";

    private final Steps steps = new Steps();

    @Test
    void oneEnvironmentComesAfterTheOther() throws Throwable {
        Pipeline.on("main", steps).run("""
                databasePipeline(environments: [staging: [approval: false], production: [approval: [approvers: 'dba']]]) {
                    build { sh 'build' }
                    test { sh 'test' }
                    deploy { environment -> sh "deploy $environment" }
                }
                """);

        assertThat(steps.only("stage", "planDatabaseMigration", "approveDatabaseMigration", "migrateDatabase", "sh"))
                .containsExactly(
                        "stage Build",
                        "sh build",
                        "stage Test",
                        "sh test",
                        "stage Migration check",
                        "planDatabaseMigration environment: staging",
                        "stage Plan staging",
                        "planDatabaseMigration environment: staging",
                        "stage Back up and migrate staging",
                        "migrateDatabase environment: staging, plan: plan of [V7]",
                        "stage Verify staging",
                        "planDatabaseMigration environment: staging",
                        "stage Deploy staging",
                        "sh deploy staging",
                        "stage Plan production",
                        "planDatabaseMigration environment: production",
                        "stage Approve production",
                        "approveDatabaseMigration approvers: dba, plan: plan of [V7]",
                        "stage Back up and migrate production",
                        "migrateDatabase environment: production, plan: plan of [V7]",
                        "stage Verify production",
                        "planDatabaseMigration environment: production",
                        "stage Deploy production",
                        "sh deploy production");
    }

    @Test
    void theFilesOfTheFirstCheckoutAreLaidOverEachLaterOne() throws Throwable {
        Pipeline.on("main", steps).run("databasePipeline(approval: false) { deploy { } }");

        assertThat(steps.only("node", "stage", "checkout", "dir", "stash").subList(0, 5))
                .containsExactly(
                        "node",
                        "stage Build",
                        "checkout scm",
                        "dir .",
                        "stash name: database-migration, includes: " + USUAL_FILES
                                + ", excludes: **/.database-migration/**,**/__pycache__/**");
        assertThat(steps.calls("stash")).hasSize(1);
        assertThat(steps.calls("node")).hasSize(5);
        assertThat(steps.only("node", "checkout", "unstash").subList(2, 14))
                .containsSubsequence("node", "checkout scm", "unstash database-migration")
                .hasSize(12);
    }

    @Test
    void nobodyIsWaitedForWithAnAgentAndNewerBuildsSupersede() throws Throwable {
        List<Integer> agents = new ArrayList<>();
        steps.on("approveDatabaseMigration", call -> agents.add(steps.agents()));
        steps.on("milestone", call -> agents.add(steps.agents()));

        Pipeline.on("main", steps).run("databasePipeline { deploy { } }");

        assertThat(agents).containsExactly(0, 0, 0);
        assertThat(steps.only("milestone", "stage"))
                .containsSubsequence("milestone", "stage Approve", "milestone", "stage Back up and migrate");
    }

    @Test
    void otherBranchesSayInTheirDescriptionWhatIsPending() throws Throwable {
        String jenkinsfile = """
                %s
                databasePipeline(environments: 'production') { deploy { } }
                return currentBuild.description
                """;
        assertThat(Pipeline.on("feature", steps).run(jenkinsfile.formatted(""))).hasToString("pending production: 1");
        assertThat(Pipeline.on("feature", steps).run(jenkinsfile.formatted("currentBuild.description = 'mine'")))
                .isEqualTo("mine");
        assertThat(Pipeline.on("main", steps).run(jenkinsfile.formatted(""))).isNull();
    }

    @Test
    void otherBranchesAreCheckedAndChangeNothing() throws Throwable {
        Pipeline.on("feature", steps).run("databasePipeline { deploy { } }");
        assertThat(steps.stages()).containsExactly("Build", "Test", "Migration check");
        assertThat(steps.all()).contains("echo Pending: V7", "echo feature is not main: nothing is migrated");
    }

    @Test
    void pullRequestsNeverMigrateWhateverTheyAreCalled() throws Throwable {
        Pipeline.on("main", steps).with("CHANGE_ID", "4").run("databasePipeline(only: '*') { deploy { } }");
        assertThat(steps.stages()).containsExactly("Build", "Test", "Migration check");
        assertThat(steps.all()).contains("echo main is a pull request: nothing is migrated");
    }

    @Test
    void aJobWithoutABranchMigratesOnlyWhereThatIsSaid() throws Throwable {
        new Pipeline(steps).run("databasePipeline { deploy { } }");
        assertThat(steps.stages()).containsExactly("Build", "Test", "Migration check");

        new Pipeline(steps).run("databasePipeline(only: '*') { deploy { } }");
        assertThat(steps.stages()).contains("Deploy");
    }

    @Test
    void aStarStandsForAnyTextAndNothingElseIsSpecial() throws Throwable {
        String jenkinsfile = "databasePipeline(only: ['main', 'release/*']) { deploy { } }";
        Pipeline.on("release/7", steps).run(jenkinsfile);
        assertThat(steps.stages()).contains("Deploy");

        Steps others = new Steps();
        Pipeline.on("mainx", others).run(jenkinsfile);
        Pipeline.on("my-release/7", others).run(jenkinsfile);
        Pipeline.on("ma.n", others).run("databasePipeline(only: 'm.in') { deploy { } }");
        assertThat(others.stages()).doesNotContain("Deploy");
    }

    @Test
    void branchesAreCheckedAgainstTheEnvironmentThatIsNamedOrNone() throws Throwable {
        Pipeline.on("feature", steps).run("databasePipeline(environments: 'a, b', check: 'b') { deploy { } }");
        assertThat(steps.only("planDatabaseMigration")).containsExactly("planDatabaseMigration environment: b");

        Steps none = new Steps();
        Pipeline.on("feature", none).run("databasePipeline(check: false) { deploy { } }");
        assertThat(none.stages()).containsExactly("Build", "Test");
    }

    @Test
    void whereNothingIsPendingTheDeploymentFollowsAtOnce() throws Throwable {
        steps.on("planDatabaseMigration", call -> Plan.of());
        Pipeline.on("main", steps).run("databasePipeline(environments: 'production') { deploy { } }");
        assertThat(steps.stages())
                .containsExactly("Build", "Test", "Migration check", "Plan production", "Deploy production");
        assertThat(steps.all()).contains("echo production: nothing to migrate");
    }

    @Test
    void eachStepIsToldWhatConcernsIt() throws Throwable {
        Pipeline.on("main", steps).run("""
                databasePipeline(
                        environments: [production: [credentialsId: 'dba', target: '7', agent: 'near-db', timeout: '5m']],
                        agent: 'linux', folder: 'shop', files: 'schema/**', artifacts: 'build/*.jar', junit: 'r/*.xml',
                        config: 'db.yml', jdk: '17', tool: 'f', url: 'jdbc:x', locations: 'l', backup: 'none',
                        onFailure: 'stop', approval: [required: 2, notStarter: true, expiresAfter: '2d']) {
                    checkout { sh 'get' }
                    deploy { }
                }
                """);

        String where = "environment: production, config: db.yml, credentialsId: dba, jdk: 17, tool: f, url: jdbc:x,"
                + " locations: l, target: 7";
        assertThat(steps.only("planDatabaseMigration")).hasSize(3).containsOnly("planDatabaseMigration " + where);
        assertThat(steps.only("migrateDatabase"))
                .containsExactly("migrateDatabase " + where
                        + ", backup: none, onFailure: stop, timeout: 5m, plan: plan of [V7]");
        assertThat(steps.only("approveDatabaseMigration"))
                .containsExactly("approveDatabaseMigration required: 2, notStarter: true, expiresAfter: 2d,"
                        + " plan: plan of [V7]");
        assertThat(steps.only("node"))
                .containsExactly("node linux", "node near-db", "node near-db", "node near-db", "node near-db");
        assertThat(steps.only("dir")).containsOnly("dir shop");
        assertThat(steps.all())
                .contains(
                        "archiveArtifacts artifacts: build/*.jar",
                        "junit testResults: r/*.xml, allowEmptyResults: false")
                .contains("stash name: database-migration-artifacts, includes: build/*.jar")
                .contains("unstash database-migration-artifacts")
                .doesNotContain("checkout scm");
    }

    @Test
    void whatHoldsIsPrintedWithoutTheUrl() throws Throwable {
        Pipeline.on("feature", steps)
                .run("databasePipeline(environments: 'production', url: 'jdbc:x://secret') { deploy { } }");
        assertThat(steps.calls("echo").get(0).argument().toString())
                .contains("only: main", "strategy: pipeline", "environment production (url: given)");
        assertThat(steps.calls("echo").toString()).doesNotContain("secret");
    }

    @Test
    void aTestThatFailsIsReportedAndEndsTheBuild() {
        steps.on("sh", call -> {
            throw new Exception("2 tests failed");
        });
        assertThatThrownBy(() -> Pipeline.on("main", steps).run("""
                        databasePipeline(junit: 'r/*.xml') {
                            test { sh 'test' }
                            deploy { }
                            notifications { echo "$it.what: $it.text, $it.url" }
                        }
                        """)).hasMessage("2 tests failed");
        assertThat(steps.stages()).containsExactly("Build", "Test");
        assertThat(steps.all())
                .endsWith(
                        "junit testResults: r/*.xml, allowEmptyResults: true",
                        "end of node",
                        "echo failed: 2 tests failed, http://jenkins/job/shop/1/");
    }

    @Test
    void aBuildThatIsUnstableReachesNoDatabase() throws Throwable {
        Pipeline.on("main", steps).unstable().run("""
                databasePipeline(junit: 'r/*.xml') {
                    deploy { }
                    notifications { echo "$it.what: $it.text" }
                }
                """);
        assertThat(steps.stages()).containsExactly("Build", "Test", "Migration check");
        assertThat(steps.all())
                .endsWith("echo The build is UNSTABLE: nothing is migrated", "echo unstable: nothing was migrated");
    }

    @Test
    void nothingIsDeployedWhileMigrationsArePending() {
        steps.on("planDatabaseMigration", call -> Plan.of("V7"));
        assertThatThrownBy(() -> Pipeline.on("main", steps).run("databasePipeline(approval: false) { deploy { } }"))
                .hasMessageContaining("still pending: V7");
        assertThat(steps.stages()).endsWith("Back up and migrate", "Verify");
    }

    @Test
    void theNextEnvironmentWaitsForTheSuccessOfTheOneBefore() {
        steps.on("migrateDatabase", call -> {
            throw new Exception("line 9");
        });
        assertThatThrownBy(() -> Pipeline.on("main", steps)
                        .run("databasePipeline(environments: 'a,b', approval: false) { deploy { } }"))
                .hasMessage("line 9");
        assertThat(steps.stages()).endsWith("Plan a", "Back up and migrate a");
    }

    @Test
    void aDeploymentThatFailsPutsTheDatabaseBackWhereThatIsSaid() {
        steps.on("sh", call -> {
            throw new Exception("no room");
        });
        String jenkinsfile = """
                databasePipeline(environments: [production: [onDeployFailure: '%s']], approval: false) {
                    deploy { sh 'deploy' }
                    notifications { echo "$it.what $it.environment" }
                }
                """;
        assertThatThrownBy(() -> Pipeline.on("main", steps).run(jenkinsfile.formatted("rollback")))
                .hasMessage("no room");
        assertThat(steps.only("rollbackDatabase"))
                .containsExactly("rollbackDatabase environment: production, toBackupOf: migrated");
        assertThat(steps.all()).endsWith("end of node", "echo rolledBack production", "echo failed null");

        assertThatThrownBy(() -> Pipeline.on("main", steps).run(jenkinsfile.formatted("stop")))
                .hasMessage("no room");
        assertThat(steps.calls("rollbackDatabase")).hasSize(1);
    }

    @Test
    void whoeverStopsADeploymentDecidesAboutTheDatabase() {
        steps.on("sh", call -> {
            throw new FlowInterruptedException();
        });
        assertThatThrownBy(() -> Pipeline.on("main", steps).run("""
                        databasePipeline(approval: false, onDeployFailure: 'rollback') {
                            deploy { sh 'deploy' }
                            notifications { echo it.what }
                        }
                        """)).isInstanceOf(FlowInterruptedException.class);
        assertThat(steps.calls("rollbackDatabase")).isEmpty();
        assertThat(steps.all()).endsWith("echo aborted");
    }

    @Test
    void aNotificationThatFailsChangesNothingElse() throws Throwable {
        steps.on("sh", call -> {
            throw new Exception("no mail server");
        });
        Pipeline.on("main", steps).run("""
                databasePipeline(approval: false) {
                    deploy { }
                    notifications { sh 'mail' }
                }
                """);
        assertThat(steps.all())
                .endsWith("echo The notification of \"succeeded\" failed, which changes nothing: no mail server");
    }
}
