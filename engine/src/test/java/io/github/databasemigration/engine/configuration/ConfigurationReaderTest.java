package io.github.databasemigration.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.databasemigration.engine.configuration.Environment.CredentialsSource;
import io.github.databasemigration.engine.configuration.Environment.FailurePolicy;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReaderTest {
    private static final String TWO = """
            defaults:
              credentials: {user: common, passwordVariable: COMMON}
              programs: {pg_dump: /opt/15/pg_dump, psql: /opt/15/psql}
              timeouts: {lock: 2s, total: 1h}
            environments:
              staging:
                url: jdbc:postgresql://staging/shop
                backup: none
              production:
                url: jdbc:postgresql://${HOST}/shop
                credentials: {userVariable: SHOP_USER}
                programs: {pg_dump: /opt/16/pg_dump}
                timeouts: {lock: 3s}
            """;

    @TempDir
    private Path project;

    @BeforeEach
    void lookLikeFlyway() throws IOException {
        Files.createDirectories(project.resolve("db/migration"));
    }

    @Test
    void putsAnEnvironmentOnTopOfTheDefaults() throws IOException {
        Environment production = read(TWO, Overrides.NONE)
                .configuration()
                .environment(Optional.of("production"), Map.of("HOST", "db.example.org"));

        assertThat(production.url()).isEqualTo("jdbc:postgresql://db.example.org/shop");
        assertThat(production.credentials())
                .isEqualTo(new CredentialsSource(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("SHOP_USER"),
                        Optional.of("COMMON"),
                        Optional.empty()));
        assertThat(production.programs()).isEqualTo(Map.of("pg_dump", "/opt/16/pg_dump", "psql", "/opt/15/psql"));
        assertThat(production.timeouts())
                .isEqualTo(new Environment.Timeouts(
                        Duration.ofSeconds(3),
                        Duration.ofMinutes(5),
                        Duration.ZERO,
                        Duration.ofMinutes(10),
                        Duration.ofHours(1)));
    }

    @Test
    void namesTheEnvironmentsThereAre() throws IOException {
        Configuration configuration = read(TWO, Overrides.NONE).configuration();

        Fault unknown = fault(() -> configuration.environment(Optional.of("prod"), Map.of()));
        assertThat(unknown.code()).isEqualTo(FaultCode.ENVIRONMENT_UNKNOWN);
        assertThat(unknown).hasMessage("There is no environment \"prod\".");
        assertThat(unknown.remedy()).isEqualTo("Name one of: staging, production.");

        Fault unsaid = fault(() -> configuration.environment(Optional.empty(), Map.of()));
        assertThat(unsaid.code()).isEqualTo(FaultCode.ENVIRONMENT_UNKNOWN);
        assertThat(unsaid.remedy()).isEqualTo("Name one of: staging, production.");
    }

    @Test
    void takesTheOnlyEnvironmentWhereNoneIsNamed() throws IOException {
        Configuration configuration = read("environments: {only: {url: 'jdbc:h2:./shop'}}", Overrides.NONE)
                .configuration();

        assertThat(configuration.environment(Optional.empty(), Map.of()).name()).isEqualTo("only");
    }

    @Test
    void namesTheVariableThatTheUrlNeeds() throws IOException {
        Configuration configuration = read(TWO, Overrides.NONE).configuration();

        Fault unset = fault(() -> configuration.environment(Optional.of("production"), Map.of()));
        assertThat(unset.code()).isEqualTo(FaultCode.CONFIGURATION_INVALID);
        assertThat(unset).hasMessageContaining("variable HOST, which is not set");
        Fault empty = fault(() -> configuration.environment(Optional.of("production"), Map.of("HOST", "")));
        assertThat(empty).hasMessageContaining("variable HOST, which is empty");
    }

    @Test
    void refusesAPasswordThatComesIntoTheUrlByAVariableAndDoesNotRepeatIt() throws IOException {
        Configuration configuration = read(TWO, Overrides.NONE).configuration();

        Fault fault =
                fault(() -> configuration.environment(Optional.of("production"), Map.of("HOST", "shop:hunter2@db")));
        assertThat(fault.code()).isEqualTo(FaultCode.CONFIGURATION_INVALID);
        assertThat(fault.getMessage() + fault.remedy())
                .contains("a user or a password in the URL")
                .doesNotContain("hunter2");
    }

    @Test
    void takesAVariablesValueAsItIs() throws IOException {
        Environment environment = read(TWO, Overrides.NONE)
                .configuration()
                .environment(Optional.of("production"), Map.of("HOST", "a$1\\b"));

        assertThat(environment.url()).isEqualTo("jdbc:postgresql://a$1\\b/shop");
    }

    @Test
    void overridesWhatTheFileSays() throws IOException {
        Configuration configuration = read(
                        "flyway: {locations: db/migration, placeholders: {a: 1, b: 2}}\n" + TWO,
                        Overrides.NONE
                                .with("url", "jdbc:postgresql://other/shop", "--url")
                                .with("credentials.user", "dba", "--user")
                                .with("backup.keep", "all", "--set backup.keep")
                                .with("timeouts.lock", "none", "--set timeouts.lock")
                                .with("programs.psql", "/psql", "--set programs.psql")
                                .with("flyway.locations", "db/migration, db/more", "--set flyway.locations")
                                .with("flyway.placeholders.b", "3", "--set flyway.placeholders.b")
                                .with("flyway.placeholders.c.d", "", "--set flyway.placeholders.c.d")
                                .with("flyway.outOfOrder", "true", "--set flyway.outOfOrder")
                                .with("flyway.target", "6", "--set flyway.target")
                                .with("flyway.target", "7", "--target"))
                .configuration();
        Environment production = configuration.environment(Optional.of("production"), Map.of());
        FlywaySettings flyway = (FlywaySettings) configuration.tool();

        assertThat(production.url()).isEqualTo("jdbc:postgresql://other/shop");
        assertThat(production.credentials().user()).contains("dba");
        assertThat(production.credentials().userVariable()).isEmpty();
        assertThat(production.credentials().passwordVariable()).contains("COMMON");
        assertThat(production.backup().keep()).isZero();
        assertThat(production.timeouts().lock()).isZero();
        assertThat(production.programs()).containsEntry("psql", "/psql").containsEntry("pg_dump", "/opt/16/pg_dump");
        assertThat(flyway.locations()).containsExactly("db/migration", "db/more");
        assertThat(flyway.placeholders()).isEqualTo(Map.of("a", "1", "b", "3", "c.d", ""));
        assertThat(flyway.outOfOrder()).isTrue();
        assertThat(flyway.target()).contains("7");
    }

    @Test
    void overridesOneEnvironmentAlone() throws IOException {
        Overrides overrides = Overrides.NONE.with("onFailure", "restore", "--set onFailure");

        assertThat(read(TWO, overrides.in(Optional.of("production")))
                        .configuration()
                        .environments())
                .extractingFromEntries(Map.Entry::getValue)
                .extracting(environment -> ((Environment) environment).onFailure())
                .containsExactly(FailurePolicy.STOP, FailurePolicy.RESTORE);
        assertThat(read(TWO, overrides.in(Optional.of("staging"))).mistakes())
                .map(Mistake::toString)
                .containsExactly("--set onFailure: environments.staging.onFailure: expected stop, because no backup is"
                        + " taken, found restore");
    }

    @Test
    void tellsEveryMistakeInOverridesByTheOptionThatMadeIt() throws IOException {
        Overrides overrides = Overrides.NONE
                .with("url", "jdbc:postgresql://shop:hunter2@db/shop", "--url")
                .with("backup.keep", "0", "--set backup.keep")
                .with("bakup.keep", "3", "--set bakup.keep")
                .with("lock", "3s", "argument 'lock'")
                .with("flyway.outOfOrder", "TRUE", "--set flyway.outOfOrder")
                .with("flyway.locations", "sql,", "--set flyway.locations")
                .with("programs.pgdump", "/x", "--set programs.pgdump")
                .with("backup.verification", "restored", "--set backup.verification")
                .with("credentials.passwordFile", "secret", "--password-file")
                .with("credentials.passwordVariable", "SECRET", "--password-variable");

        List<String> told =
                read(TWO, overrides).mistakes().stream().map(Mistake::toString).toList();

        assertThat(told)
                .containsExactly(
                        "--url: url: expected a JDBC URL without user and password, such as"
                                + " jdbc:postgresql://host/database, found a user or a password in the URL (they belong"
                                + " under credentials)",
                        "--set backup.keep: backup.keep: expected a whole number from 1 to 999999, or all, found \"0\"",
                        "--set bakup.keep: expected the name of a field, such as url or backup.keep, found"
                                + " \"bakup.keep\"; did you mean backup.keep?",
                        "argument 'lock': expected the name of a field, such as url or backup.keep, found \"lock\"; did"
                                + " you mean timeouts.lock?",
                        "--set flyway.outOfOrder: flyway.outOfOrder: expected true or false, found \"TRUE\"; did you mean"
                                + " true?",
                        "--set flyway.locations: flyway.locations: expected a folder, relative to this file, found \"\"",
                        "--set programs.pgdump: expected the name of a field, such as url or backup.keep, found"
                                + " \"programs.pgdump\"; did you mean programs.pg_dump?",
                        "--set backup.verification: backup.verification: expected checksum, readable or restore, found"
                                + " \"restored\"; did you mean restore?",
                        "--password-file: credentials.passwordFile: expected either credentials.passwordVariable or"
                                + " credentials.passwordFile, found both");
    }

    @Test
    void tellsTheMistakesOfOptionsBeforeThoseOfTheFile() throws IOException {
        Reading reading = read("tol: flyway\n", Overrides.NONE.with("tool", "x", "--tool"));

        assertThat(reading.mistakes()).map(mistake -> mistake.place().line()).containsExactly(0, 1);
    }

    @Test
    void needsNoFileWhereAUrlIsGiven() {
        Configuration configuration = ConfigurationReader.readProject(
                        project, Overrides.NONE.with("url", "jdbc:h2:./shop", "--url"))
                .configuration();

        assertThat(configuration.project()).isEqualTo(project);
        assertThat(configuration.environments()).containsOnlyKeys("default");
        assertThat(configuration.environment(Optional.empty(), Map.of()).url()).isEqualTo("jdbc:h2:./shop");
    }

    @Test
    void readsTheFileOfAProject() throws IOException {
        Files.writeString(project.resolve(ConfigurationReader.FILE), TWO);

        assertThat(ConfigurationReader.readProject(project, Overrides.NONE)
                        .configuration()
                        .environments())
                .containsOnlyKeys("staging", "production");
    }

    @Test
    void saysWhichFileIsMissing() {
        Fault noProject = fault(() -> ConfigurationReader.readProject(project, Overrides.NONE));
        assertThat(noProject.code()).isEqualTo(FaultCode.CONFIGURATION_INVALID);
        assertThat(noProject).hasMessage("There is no file " + project.resolve("database-migration.yml") + ".");

        Path other = project.resolve("other.yml");
        assertThat(fault(() -> ConfigurationReader.readFile(other, Overrides.NONE)))
                .hasMessage("There is no file " + other + ".");
        assertThat(fault(() -> ConfigurationReader.readFile(project, Overrides.NONE)))
                .hasMessage(project + " is a folder, not a file.");
    }

    @Test
    void countsTheMistakesAndTellsTheFirst() throws IOException {
        Reading reading = read("tool: sqitch\nverify: 1\n" + TWO, Overrides.NONE);

        Fault fault = fault(reading::configuration);
        assertThat(fault.code()).isEqualTo(FaultCode.CONFIGURATION_INVALID);
        assertThat(fault)
                .hasMessage("The configuration has 2 mistakes, the first: " + project.resolve(ConfigurationReader.FILE)
                        + ":1:7: tool: expected flyway, alembic or liquibase, found \"sqitch\".");
    }

    @Test
    void takesTheVerifyFolderThatIsThere() throws IOException {
        String file = "environments: {only: {url: 'jdbc:h2:./shop'}}\n";
        assertThat(read(file, Overrides.NONE).configuration().verifyFolder()).isEmpty();
        Files.createDirectories(project.resolve("verify"));
        assertThat(read(file, Overrides.NONE).configuration().verifyFolder()).contains("verify");
        assertThat(read(file, Overrides.NONE.with("verify", "db/migration", "--set verify"))
                        .configuration()
                        .verifyFolder())
                .contains("db/migration");
    }

    @Test
    void survivesFilesMadeToHarm() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 200; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(read(bomb.toString(), Overrides.NONE).mistakes()).isNotEmpty();
        assertThat(read("a: &a {b: *a}\nenvironments: &e {x: *e}\n", Overrides.NONE)
                        .mistakes())
                .isNotEmpty();
        assertThat(read("a: " + "[".repeat(50_000), Overrides.NONE).mistakes()).isNotEmpty();
        assertThat(read("tool: " + "x".repeat(1_100_000), Overrides.NONE).mistakes())
                .map(Mistake::found)
                .containsExactly("too many characters or aliases");
    }

    private Reading read(String text, Overrides overrides) throws IOException {
        Path file = Files.writeString(project.resolve(ConfigurationReader.FILE), text);
        return ConfigurationReader.readFile(file, overrides);
    }

    private static Fault fault(ThrowingCallable call) {
        return catchThrowableOfType(Fault.class, call);
    }
}
