package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void aStepThatSaysNothingOverridesNothing() {
        assertThat(new MigrateDatabaseStep().arguments().list()).containsExactly("migrate", "--json");
        assertThat(new PlanDatabaseMigrationStep().arguments().list())
                .containsExactly(
                        "plan",
                        "--json",
                        "--junit=.database-migration/check.xml",
                        "--sarif=.database-migration/check.sarif");
    }

    @Test
    void whatAStepSaysGoesBeforeTheConfiguration() {
        MigrateDatabaseStep step = new MigrateDatabaseStep();
        step.setEnvironment("production");
        step.setUrl("jdbc:sqlite:shop.db");
        step.setTarget("7");
        step.setLocations("one,two");
        step.setBackup("restore");
        step.setOnFailure("stop");
        step.setTimeout("30m");

        assertThat(step.arguments().list())
                .contains(
                        "--environment=production",
                        "--url=jdbc:sqlite:shop.db",
                        "--set=target=7",
                        "--set=flyway.locations=one,two",
                        "--set=backup.enabled=true",
                        "--set=backup.verification=restore",
                        "--set=onFailure=stop",
                        "--set=timeouts.total=30m");
    }

    @Test
    void whoeverAsksBeforehandAsksForTheSame() {
        MigrateDatabaseStep step = new MigrateDatabaseStep();
        step.setTool("alembic");
        step.setTarget("4f1c");
        step.setBackup("restore");

        assertThat(step.common("describe").list().subList(1, 6))
                .isEqualTo(step.arguments().list().subList(1, 6))
                .contains("--set=tool=alembic", "--set=target=4f1c", "--set=backup.verification=restore");
    }

    @Test
    void noBackupIsSaidInAsManyWords() {
        MigrateDatabaseStep step = new MigrateDatabaseStep();
        step.setBackup("none");

        assertThat(step.arguments().list()).containsExactly("migrate", "--json", "--set=backup.enabled=false");
    }
}
