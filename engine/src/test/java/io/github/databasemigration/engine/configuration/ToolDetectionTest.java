package io.github.databasemigration.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolDetectionTest {
    @TempDir
    private Path project;

    @Test
    void knowsAlembicByItsIni() throws IOException {
        create("alembic.ini");

        assertThat(detect()).isInstanceOfSatisfying(AlembicSettings.class, alembic -> assertThat(alembic.ini())
                .isEqualTo("alembic.ini"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db/migration/README",
                "src/main/resources/db/migration/V1__a.sql",
                "sql/V1__a.sql",
                "sql/R__views.sql",
                "migrations/V2.1__b.sql",
                "migrations/B7__base.sql"
            })
    void knowsFlywayByItsFolder(String file) throws IOException {
        create(file);

        assertThat(detect()).isInstanceOfSatisfying(FlywaySettings.class, flyway -> assertThat(flyway.locations())
                .containsExactly(file.substring(0, file.lastIndexOf('/'))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README", "sql/report.sql", "migrations/0001_initial.py", "sql/V1_one_underscore.sql"})
    void doesNotTakeAnySqlForAMigration(String file) throws IOException {
        create(file);

        Fault fault = undetected();
        assertThat(fault)
                .hasMessage(
                        "Neither Flyway, Alembic nor Liquibase can be recognised: no alembic.ini, no db/migration, no"
                                + " src/main/resources/db/migration, no db/changelog/db.changelog-master.yaml and no"
                                + " migrations in sql or migrations in " + project
                                + ".");
    }

    @ParameterizedTest
    @CsvSource({
        "db/changelog/db.changelog-master.xml, .",
        "src/main/resources/db/changelog/db.changelog-master.yaml, src/main/resources"
    })
    void knowsLiquibaseByTheUsualChangelog(String file, String folder) throws IOException {
        create(file);

        assertThat(detect()).isInstanceOfSatisfying(LiquibaseSettings.class, liquibase -> {
            assertThat(liquibase.searchPath()).containsExactly(folder);
            assertThat(file).endsWith(liquibase.changelog());
        });
    }

    @Test
    void doesNotChooseBetweenBoth() throws IOException {
        create("alembic.ini");
        create("db/migration/V1__a.sql");

        assertThat(undetected()).hasMessage("Both alembic.ini and db/migration exist in " + project + ".");
        assertThat(detect("tool", "alembic")).isInstanceOf(AlembicSettings.class);
        assertThat(detect("flyway.target", "1")).isInstanceOf(FlywaySettings.class);
    }

    @Test
    void doesNotChooseBetweenTwoFolders() throws IOException {
        create("db/migration/V1__a.sql");
        create("sql/V1__a.sql");

        assertThat(undetected()).hasMessageContaining("each of db/migration, sql");
        assertThat(detect("flyway.locations", "sql"))
                .isInstanceOfSatisfying(FlywaySettings.class, flyway -> assertThat(flyway.locations())
                        .containsExactly("sql"));
    }

    @Test
    void givesATargetToWhicheverToolItIs() throws IOException {
        create("alembic.ini");

        assertThat(detect("target", "4f1c"))
                .isInstanceOfSatisfying(AlembicSettings.class, alembic -> assertThat(alembic.target())
                        .isEqualTo("4f1c"));
        assertThat(detect("tool", "flyway", "target", "7"))
                .isInstanceOfSatisfying(FlywaySettings.class, flyway -> assertThat(flyway.target())
                        .contains("7"));
    }

    @Test
    void leavesItToTheToolToMissItsFolder() {
        assertThat(detect("tool", "flyway"))
                .isInstanceOfSatisfying(FlywaySettings.class, flyway -> assertThat(flyway.locations())
                        .containsExactly("db/migration"));
    }

    private Fault undetected() {
        Fault fault = catchThrowableOfType(Fault.class, this::detect);
        assertThat(fault.code()).isEqualTo(FaultCode.TOOL_UNDETECTED);
        return fault;
    }

    private ToolSettings detect(String... fieldsAndValues) {
        Overrides overrides = Overrides.NONE.with("url", "jdbc:h2:./shop", "--url");
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            overrides = overrides.with(fieldsAndValues[i], fieldsAndValues[i + 1], "--set");
        }
        return ConfigurationReader.readProject(project, overrides)
                .configuration()
                .tool();
    }

    private void create(String file) throws IOException {
        Files.createDirectories(project.resolve(file).getParent());
        Files.createFile(project.resolve(file));
    }
}
