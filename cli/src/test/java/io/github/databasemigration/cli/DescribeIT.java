package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the configuration means, told to a program that decides by it whether a run may be. */
class DescribeIT {
    private static final String CONFIGURATION = """
            defaults: {approval: required, credentials: {id: shop-production, passwordVariable: NOT_SET}}
            environments:
              production: {url: 'jdbc:mariadb://${DB_HOST}/shop?keyStorePassword=${KEY_PASSWORD}', backup: {verification: restore}}
              test: {url: 'jdbc:sqlite:test.db', backup: none}
            """;

    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    @Test
    void saysEverythingThatADecisionNeedsAndAsksNobody() {
        Workspace workspace = project();

        JsonNode description = described(workspace, "db.example.org").path("description");

        assertThat(description.path("environment").asText()).isEqualTo("production");
        assertThat(description.path("platform").asText()).isEqualTo("mysql");
        assertThat(description.path("servers").path(0).asText()).isEqualTo("db.example.org:3306");
        assertThat(description.path("database").asText()).isEqualTo("shop");
        assertThat(description.path("url").asText())
                .isEqualTo("jdbc:mariadb://db.example.org/shop?keyStorePassword=****");
        assertThat(description.path("tool").asText()).isEqualTo("flyway");
        assertThat(description.path("credentialsId").asText()).isEqualTo("shop-production");
        assertThat(description.path("approvalRequired").asBoolean()).isTrue();
        assertThat(description.path("backup").asText()).isEqualTo("restore");
        assertThat(workspace.folder().resolve(".database-migration")).doesNotExist();
    }

    @Test
    void holdsARunToWhatItSaid() {
        Workspace workspace = project();
        String fingerprint =
                described(workspace, "db.example.org").path("fingerprint").asText();

        Finished elsewhere = workspace
                .command("migrate", "-e", "production", "--described", fingerprint)
                .with("DB_HOST", "db.example.com")
                .with("KEY_PASSWORD", "unused")
                .run()
                .expect(27);
        Finished same = workspace
                .command("migrate", "-e", "production", "--described", fingerprint)
                .with("DB_HOST", "db.example.org")
                .with("KEY_PASSWORD", "unused")
                .run();

        assertThat(elsewhere.complaint().get(0)).contains("now it leads to shop on db.example.com:3306");
        // As far as the password, which nobody set.
        assertThat(same.expect(17).complaint().get(0)).contains("NOT_SET");
    }

    private Workspace project() {
        return watch.workspace(Tool.FLYWAY, new TestDatabase("jdbc:sqlite:test.db", "test.db", "", ""))
                .countedMigrations(1, 1)
                .file("database-migration.yml", CONFIGURATION);
    }

    private static JsonNode described(Workspace workspace, String host) {
        return workspace
                .command("describe", "--json", "--environment", "production")
                .with("DB_HOST", host)
                .with("KEY_PASSWORD", "unused")
                .run()
                .expect(0)
                .json();
    }
}
