package io.github.databasemigration.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResolvedTextTest {
    private static final Map<String, String> VARIABLES = Map.of(
            "SHOP_URL", "jdbc:sqlite:a file # with: signs.db", "HOST", "db", "PORT", "5432", "KEY_PASSWORD", "hunter2");

    @TempDir
    private Path project;

    @ParameterizedTest
    @MethodSource
    void readsAsTheSameConfiguration(Path file) throws IOException {
        Files.createDirectories(project.resolve("db/migration"));
        Configuration configuration = read(Files.readString(file));
        for (String name : configuration.environments().keySet()) {
            Environment environment = configuration.environment(Optional.of(name), VARIABLES);
            if (!environment.url().contains("keyStorePassword")) {
                Configuration again = read(ResolvedText.of(configuration, environment, Redactor.NONE));

                assertThat(again.tool()).isEqualTo(configuration.tool());
                assertThat(again.verifyFolder()).isEqualTo(configuration.verifyFolder());
                assertThat(again.environments()).isEqualTo(Map.of(name, environment));
            }
        }
    }

    static List<Path> readsAsTheSameConfiguration() throws IOException {
        return CorpusTest.goodFilesAreRead();
    }

    @Test
    void looksLikeTheFile() throws IOException {
        Files.createDirectories(project.resolve("db/migration"));
        Configuration configuration = read("""
                flyway: {placeholders: {owner: shop, limit: 10, apiToken: hunter2}, target: 1.10}
                environments:
                  production:
                    url: jdbc:mariadb://db/shop?keyStorePassword=${KEY_PASSWORD}
                    credentials: {user: shop, passwordVariable: SHOP_PASSWORD}
                    backup: {folder: "back ups/hunter3"}
                """);

        assertThat(ResolvedText.of(
                        configuration,
                        configuration.environment(Optional.empty(), VARIABLES),
                        Redactor.of(Secret.of("hunter3"))))
                .isEqualTo("""
                tool: flyway
                flyway:
                  locations: [db/migration]
                  callbackLocations: []
                  schemas: []
                  table: flyway_schema_history
                  placeholders:
                    apiToken: "****"
                    limit: "10"
                    owner: shop
                  placeholderReplacement: true
                  baselineOnMigrate: false
                  outOfOrder: false
                  target: "1.10"
                  encoding: UTF-8
                  mixed: false
                environments:
                  production:
                    url: jdbc:mariadb://db/shop?keyStorePassword=****
                    credentials:
                      user: shop
                      passwordVariable: SHOP_PASSWORD
                    backup:
                      folder: "back ups/****"
                      verification: readable
                      keep: 5
                      keepFor: 7d
                    approval: none
                    transaction: each
                    onFailure: stop
                    timeouts:
                      lock: 5s
                      statement: none
                      waiting: 10m
                      total: none
                    programs: {}
                """);
    }

    private Configuration read(String text) throws IOException {
        Path file = Files.writeString(project.resolve(ConfigurationReader.FILE), text);
        return ConfigurationReader.readFile(file, Overrides.NONE).configuration();
    }
}
