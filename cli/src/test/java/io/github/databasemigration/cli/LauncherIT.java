package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.testkit.Canary;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The script that starts the jar, installed in an ordinary way: {@code bin} and {@code lib} beside each other. */
class LauncherIT {
    private static final Path SCRIPT =
            Path.of("src/main/launcher/migrate-database").toAbsolutePath();

    private static final int FLIPS = Integer.getInteger("launcher.flips", 6);
    /** Where Java says of an archive what it is of. */
    private static final int HEAD = 4096;

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

    @Test
    void classesThatAreKeptForAQuickerStartAreUsedOrLeftAloneWhateverHappensToThem() throws IOException {
        Path jar = installation.resolve("bin/migrate-database.jar");
        Files.createSymbolicLink(jar, Command.JAR);
        String version = call("--version").run().expect(0).out();
        assertThat(archives()).isEmpty();

        Command making = call("--version").with("MIGRATE_DATABASE_ARCHIVE_CLASSES", "yes");
        assertThat(making.run().expect(0).out()).isEqualTo(version);
        assertThat(archives()).hasSize(1);
        assertThat(archivedClasses()).isPositive();

        Path archive = archives().get(0);
        byte[] good = Files.readAllBytes(archive);
        assertThat(archive.toFile().setWritable(true)).isTrue();
        Random random = new Random(17);
        for (int length : new int[] {0, 1, 1000, good.length / 2, good.length - 1}) {
            Files.write(archive, Arrays.copyOf(good, length));
            unharmed(version, "cut after " + length);
        }
        for (int flip = 0; flip < FLIPS; flip++) {
            int at = random.nextInt(flip % 2 == 0 ? HEAD : good.length);
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(archive, bad);
            unharmed(version, "a bit of byte " + at);
        }
        byte[] lost = good.clone();
        Arrays.fill(lost, good.length / 3, good.length, (byte) 0);
        Files.write(archive, lost);
        unharmed(version, "zeros from a third on");

        Files.write(archive, good);
        assertThat(archivedClasses()).isPositive();
        Files.delete(jar);
        Files.copy(Command.JAR, jar);
        unharmed(version, "another jar");
        assertThat(archivedClasses()).isZero();
        making.run().expect(0);
        assertThat(archives()).hasSize(1);
        assertThat(archivedClasses()).isPositive();
    }

    private void unharmed(String version, String what) throws IOException {
        Finished finished = call("--version").run();
        assertThat(finished.status()).as(what).isZero();
        assertThat(finished.out()).as(what).isEqualTo(version);
        assertThat(finished.err()).as(what).isEmpty();
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(installation.resolve("bin"))) {
            return files.filter(file -> !file.toString().endsWith(".jar") && !file.equals(script()))
                    .toList();
        }
    }

    /** How many classes come from the archive. */
    private long archivedClasses() throws IOException {
        Path loaded = watch.newFolder("loaded").resolve("classes");
        call("--version")
                .with("MIGRATE_DATABASE_JAVA_OPTS", "-Xlog:class+load:file=" + loaded)
                .run()
                .expect(0);
        try (Stream<String> lines = Files.lines(loaded)) {
            return lines.filter(line -> line.endsWith("shared objects file (top)"))
                    .count();
        }
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
