package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.testkit.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A configuration with several mistakes: all are told at once. */
class ConfigurationMistakesIT {
    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    @Test
    void everyMistakeIsListedWithItsPlace() {
        Workspace workspace = watch.workspace(
                        Tool.FLYWAY, PostgresServer.shared().createDatabase())
                .countedMigrations(1, 1)
                .file("database-migration.yml", """
                        environments:
                          test:
                            url: jdbc:postgresql://localhost/shop
                            onFailure: rollback
                            backup: {keep: 0}
                            timeout: {lock: 5s}
                        """);

        Finished finished = workspace.command("migrate").run().expect(10);

        assertThat(finished.err().lines())
                .anyMatch(line -> line.startsWith("database-migration.yml:4:") && line.contains("rollback"))
                .anyMatch(line -> line.startsWith("database-migration.yml:5:") && line.contains("keep"))
                .anyMatch(line -> line.startsWith("database-migration.yml:6:") && line.contains("timeouts"));
        assertThat(finished.complaint().get(0)).contains("database-migration.yml");
        assertThat(workspace.folder().resolve(".database-migration")).doesNotExist();
    }
}
