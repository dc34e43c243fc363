package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.FilePath;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspacePathsTest {
    @TempDir
    private Path root;

    private Path workspace;

    @BeforeEach
    void makeAWorkspaceWithASecretBesideIt() throws Exception {
        workspace = Files.createDirectories(root.resolve("workspace"));
        Files.createDirectories(workspace.resolve("deploy/db"));
        Files.createDirectories(root.resolve("secret"));
        Files.createSymbolicLink(workspace.resolve("out"), root.resolve("secret"));
        Files.createSymbolicLink(workspace.resolve("in"), workspace.resolve("deploy"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/database-migration.yml",
                "../database-migration.yml",
                "deploy/../../database-migration.yml",
                "out/database-migration.yml",
                "in/../../secret/database-migration.yml",
                "\\\\server\\share\\database-migration.yml",
                "C:\\database-migration.yml",
                "C:database-migration.yml"
            })
    void aConfigurationOutsideIsRefused(String config) {
        PlanDatabaseMigrationStep step = new PlanDatabaseMigrationStep();
        step.setConfig(config);

        assertThatThrownBy(() -> check(step))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("config: " + config + " leads out of the folder of this step");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "..", "deploy,../secret", "deploy/db, out", "in/../../secret"})
    void migrationsOutsideAreRefused(String locations) {
        PlanDatabaseMigrationStep step = new PlanDatabaseMigrationStep();
        step.setLocations(locations);

        assertThatThrownBy(() -> check(step)).isInstanceOf(AbortException.class).hasMessageStartingWith("locations: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"database-migration.yml", "deploy/not-there.yml", "in/../database-migration.yml", "a b.yml"})
    void aConfigurationInsideIsAllowed(String config) {
        MigrateDatabaseStep step = new MigrateDatabaseStep();
        step.setConfig(config);
        step.setLocations("db/migration,db");

        assertThatCode(() -> check(step)).doesNotThrowAnyException();
    }

    @Test
    void migrationsAreBesideTheConfiguration() {
        MigrateDatabaseStep step = new MigrateDatabaseStep();
        step.setConfig("deploy/database-migration.yml");
        step.setLocations("../db");

        assertThatCode(() -> check(step)).doesNotThrowAnyException();

        step.setLocations("../../db");

        assertThatThrownBy(() -> check(step)).isInstanceOf(AbortException.class);
    }

    private void check(DatabaseMigrationStep step) throws Exception {
        new WorkspacePaths(new FilePath(workspace.toFile())).check(step.getConfig(), step.getLocations());
    }
}
