package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.testkit.Canary;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The script that starts the jar, installed in an ordinary way: {@code bin} and {@code lib} beside each other. */
class LauncherIT {
    private static final Path SCRIPT =
            Path.of("src/main/launcher/migrate-database").toAbsolutePath();

    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    private Path installation;

    @BeforeEach
    void install() throws IOException {
        installation = Files.createDirectory(watch.newFolder("installation").resolve("opt with spaces"));
        Files.createDirectory(installation.resolve("bin"));
        Files.copy(SCRIPT, script());
        assertThat(script().toFile().setExecutable(true)).isTrue();
    }

    @Test
    void findsTheJarInLibAndBesideItself() throws IOException {
        Files.createDirectory(installation.resolve("lib"));
        Path lib = Files.createSymbolicLink(installation.resolve("lib/migrate-database.jar"), Command.JAR);
        assertThat(call("--version").run().expect(0).out()).startsWith("migrate-database ");

        Files.move(lib, installation.resolve("bin/migrate-database.jar"));
        assertThat(call("--version").run().expect(0).out()).startsWith("migrate-database ");
    }

    @Test
    void readsPasswordsWithAnyLetterInTheCLocale() throws IOException {
        Files.createSymbolicLink(installation.resolve("bin/migrate-database.jar"), Command.JAR);
        Workspace workspace =
                watch.workspace(Tool.FLYWAY, Server.POSTGRESQL.create(watch)).countedMigrations(1, 1);

        Finished finished = watch.program(workspace.folder(), script().toString(), "plan")
                .with("JAVA_HOME", System.getProperty("java.home"))
                .with("LC_ALL", "C")
                .with(Workspace.PASSWORD_VARIABLE, Canary.PASSWORD)
                .run()
                .expect(0);

        assertThat(finished.out()).contains("V1__step_1.sql");
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertThat(call("--version").run().expect(24).err()).contains("migrate-database.jar");

        Files.createSymbolicLink(installation.resolve("bin/migrate-database.jar"), Command.JAR);
        Finished withoutJava = call("--version")
                .with("JAVA_HOME", installation.toString())
                .run()
                .expect(24);
        assertThat(withoutJava.err()).contains("no Java found").contains("JAVA_HOME");
    }

    @Test
    void anInstallationThatIsDamagedSaysSoAndEnds() throws IOException {
        Path damaged = installation.resolve("io/github/databasemigration/engine/configuration");
        Files.createDirectories(damaged);
        Files.writeString(damaged.resolve("ConfigurationReader.class"), "not a class");

        Finished finished = watch.program(
                        installation,
                        Command.JAVA.toString(),
                        "-cp",
                        installation + File.pathSeparator + Command.JAR,
                        MigrateDatabase.class.getName(),
                        "status")
                .run()
                .expect(1);

        assertThat(finished.err()).contains("Defect in this program: java.lang.ClassFormatError");
    }

    private Path script() {
        return installation.resolve("bin/migrate-database");
    }

    private Command call(String... arguments) {
        String[] program = Stream.concat(Stream.of(script().toString()), Stream.of(arguments))
                .toArray(String[]::new);
        return watch.program(installation, program).with("JAVA_HOME", System.getProperty("java.home"));
    }
}
