package io.github.databasemigration.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** migrateStage, approveStage and deployStage, alone and on an agent that is held already. */
class StagesTest {
    private final Steps steps = new Steps();
    private final Pipeline pipeline = new Pipeline(steps);

    @Test
    void aMigrationBringsAllThatBelongsToIt() throws Throwable {
        Object result = pipeline.run("return migrateStage(environment: 'production', approval: [approvers: 'dba'])");
        assertThat(result).hasToString("migrated");
        assertThat(steps.only("stage", "approveDatabaseMigration"))
                .containsExactly(
                        "stage Plan production",
                        "stage Approve production",
                        "approveDatabaseMigration approvers: dba, plan: plan of [V7]",
                        "stage Back up and migrate production",
                        "stage Verify production");
        assertThat(steps.calls("node")).hasSize(3);
    }

    @Test
    void withAPlanOnlyWhatComesAfterTheApproval() throws Throwable {
        Object result = pipeline.run("""
                def plan
                node('linux') {
                    plan = planDatabaseMigration environment: 'production'
                }
                approveStage environment: 'production', plan: plan, approvers: 'dba', required: 2
                return migrateStage(environment: 'production', plan: plan, backup: 'none', agent: 'near-db')
                """);
        assertThat(result).hasToString("migrated");
        assertThat(steps.only("node", "stage", "approveDatabaseMigration", "migrateDatabase"))
                .containsExactly(
                        "node linux",
                        "stage Approve production",
                        "approveDatabaseMigration approvers: dba, required: 2, plan: plan of [V7]",
                        "stage Back up and migrate production",
                        "node near-db",
                        "migrateDatabase environment: production, backup: none, plan: plan of [V7]",
                        "stage Verify production",
                        "node near-db");
    }

    @Test
    void aFleetIsMigratedInPartsBesideEachOther() throws Throwable {
        pipeline.run("return migrateStage(environment: 'production', approval: false, parts: 2, agent: 'near-db')");
        assertThat(steps.only("node", "stage", "parallel", "migrateDatabase"))
                .containsSubsequence(
                        "stage Back up and migrate the first production",
                        "node near-db",
                        "migrateDatabase environment: production, plan: plan of [V7], part: canary",
                        "stage Migrate the others production",
                        "parallel 1/2, 2/2",
                        "node near-db",
                        "migrateDatabase environment: production, plan: plan of [V7], part: 1/2",
                        "node near-db",
                        "migrateDatabase environment: production, plan: plan of [V7], part: 2/2",
                        "stage Verify production");
    }

    @Test
    void whereNothingIsPendingThereIsNoResult() throws Throwable {
        steps.on("planDatabaseMigration", call -> Plan.of());
        assertThat(pipeline.run("return migrateStage()")).isNull();
        assertThat(steps.stages()).containsExactly("Plan");
    }

    @Test
    void anAgentThatIsHeldIsUsedAsItIs() throws Throwable {
        pipeline.run("node('linux') { migrateStage environment: 'production', approval: false, folder: 'shop' }");
        assertThat(steps.only("node")).containsExactly("node linux");
        assertThat(steps.calls("checkout")).isEmpty();
        assertThat(steps.only("dir")).hasSize(3).containsOnly("dir shop");
    }

    @Test
    void withAnAgentNobodyIsWaitedFor() {
        assertThatThrownBy(() -> pipeline.run("node('linux') { migrateStage environment: 'production' }"))
                .hasMessageStartingWith("migrateStage waits for people, and an agent is held. Nothing was run.");
        assertThatThrownBy(() -> pipeline.run("""
                        node('linux') { approveStage plan: planDatabaseMigration(environment: 'production') }
                        """))
                .hasMessageStartingWith("The approval waits for people, and an agent is held.");
        assertThat(steps.calls("approveDatabaseMigration")).isEmpty();
    }

    @Test
    void anEmptyPlanNeedsNobody() throws Throwable {
        steps.on("planDatabaseMigration", call -> Plan.of());
        pipeline.run("approveStage plan: planDatabaseMigration(environment: 'production'), approvers: 'dba'");
        assertThat(steps.stages()).isEmpty();
    }

    @Test
    void aDeploymentIsGivenTheEnvironmentAndCanPutTheDatabaseBack() throws Throwable {
        pipeline.run("deployStage(environment: 'production', agent: 'near-db') { sh \"deploy $it\" }");
        assertThat(steps.only("stage", "node", "sh"))
                .containsExactly("stage Deploy production", "node near-db", "sh deploy production");

        steps.on("sh", call -> {
            throw new Exception("no room");
        });
        assertThatThrownBy(() -> pipeline.run("""
                        def result = migrateStage environment: 'production', approval: false
                        deployStage(environment: 'production', migrated: result, onDeployFailure: 'rollback') { sh 'deploy' }
                        """)).hasMessage("no room");
        assertThat(steps.only("rollbackDatabase"))
                .containsExactly("rollbackDatabase environment: production, toBackupOf: migrated");
    }

    @Test
    void aDeploymentWithoutAMigrationHasNothingToPutBack() {
        steps.on("sh", call -> {
            throw new Exception("no room");
        });
        assertThatThrownBy(() -> pipeline.run("deployStage(onDeployFailure: 'rollback') { sh 'deploy' }"))
                .hasMessage("no room");
        assertThat(steps.calls("rollbackDatabase")).isEmpty();
    }

    private static final String ARMED = """
            deployStage(
                environment: 'production', migrated: migrateStage(environment: 'production', approval: false),
                armed: [within: '30m', job: 'shop-rollback', maxLostRows: 0], onDeployFailure: 'rollback',
                healthy: { sh 'smoke' ; true }) { sh 'deploy' }
            """;

    @Test
    void aRollbackIsArmedBeforeTheDeploymentAndDisarmedByHealth() throws Throwable {
        pipeline.run(ARMED);
        assertThat(steps.only("armDatabaseRollback", "sh", "disarmDatabaseRollback"))
                .containsExactly(
                        "armDatabaseRollback environment: production, within: 30m, job: shop-rollback, maxLostRows: 0",
                        "sh deploy",
                        "sh smoke",
                        "disarmDatabaseRollback environment: production, evidence: healthy answered true");
    }

    @Test
    void whatIsPutBackAtOnceIsNotPutBackAgain() {
        steps.on("sh", call -> {
            throw new Exception("it does not start");
        });
        assertThatThrownBy(() -> pipeline.run(ARMED)).hasMessage("it does not start");
        assertThat(steps.only("rollbackDatabase", "disarmDatabaseRollback"))
                .containsExactly(
                        "rollbackDatabase environment: production, toBackupOf: migrated",
                        "disarmDatabaseRollback environment: production, evidence: the failed deployment was taken back"
                                + " at once");
    }

    @Test
    void whoApprovesIsToldOfTheArmedRollback() throws Throwable {
        pipeline.run("migrateStage(environment: 'production', armed: [within: '30m', job: 'shop-rollback'])");
        assertThat(steps.only("approveDatabaseMigration"))
                .containsExactly("approveDatabaseMigration rollbackWithin: 30m, rollbackJob: shop-rollback,"
                        + " plan: plan of [V7]");
        assertThatThrownBy(() -> pipeline.run("migrateStage(armed: [within: 'soon'])"))
                .hasMessageContaining("armed.within: expected time, found \"soon\"; armed.job is missing");
        assertThatThrownBy(() -> pipeline.run(
                        "databasePipeline(armed: [within: '1h', job: 'x'], strategy: 'startup') { deploy { } }"))
                .hasMessageContaining("armed: only with the strategy pipeline");
    }
}
