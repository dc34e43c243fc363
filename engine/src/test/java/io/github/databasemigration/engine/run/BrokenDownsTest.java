package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.rehearsal.Ledger;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.tool.Beforehand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ways down that do not lead back, of the kinds that users report: the rehearsal finds every one and names it, and finds
 * nothing in the same project with its way down mended. Each is a project of its own in the folder {@code downs}: its
 * migrations up to the one with the broken way down, what is mended, and a line that says the kind and where users met it.
 */
class BrokenDownsTest {
    private static final Path PROJECTS = Path.of("src/test/resources/io/github/databasemigration/engine/run/downs");
    private static final int ALL = 38;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("projects")
    void isFoundAndItsMendedTwinPasses(String name, String kind, Path broken) throws IOException {
        Properties about = about(broken);
        Tool tool = name.contains("alembic") ? Tool.ALEMBIC : Tool.FLYWAY;
        Server server = name.startsWith("mariadb") ? Server.MARIADB : Server.POSTGRESQL;
        Project project = new Project(folder, tool, server);
        tool.prepare(folder);
        copy(broken.resolve("migrations"), file -> !file.toString().matches(".*[UVv]2[._].*"));
        migrate(project);
        copy(broken.resolve("migrations"), file -> true);

        Report refused = rehearse(project, Optional.empty());

        assertThat(refused.outcome()).as(refused.toString()).isEqualTo("REHEARSAL_FAILED");
        assertThat(refused.failure().orElseThrow().message()).contains(about.getProperty("says"));
        assertThat(refused.rehearsal().orElseThrow().down().orElseThrow().passed())
                .isFalse();

        copy(broken.resolve("mended"), file -> true);
        Report passed = rehearse(project, Optional.of("latest"));

        assertThat(passed.failure()).isEmpty();
        assertThat(passed.rehearsal().orElseThrow().wayBackPassed()).isTrue();
    }

    static Stream<Object[]> projects() throws IOException {
        try (Stream<Path> found = Files.list(PROJECTS)) {
            List<Object[]> all = found.sorted()
                    .flatMap(BrokenDownsTest::folders)
                    .map(project -> new Object[] {
                        project.getParent().getFileName() + " " + project.getFileName(),
                        about(project).getProperty("kind"),
                        project
                    })
                    .toList();
            assertThat(all).hasSize(ALL).allMatch(project -> about((Path) project[2])
                    .getProperty("reported")
                    .matches("[\\w.-]+/[\\w.-]+#\\d+"));
            return all.stream();
        }
    }

    private static Stream<Path> folders(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties about(Path project) {
        Properties about = new Properties();
        try (var reader = Files.newBufferedReader(project.resolve("case.properties"))) {
            about.load(reader);
            return about;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(Path from, Predicate<Path> which) throws IOException {
        Path to = folder.resolve("migrations");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).filter(which).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.write(target, Files.readAllBytes(file));
            }
        }
    }

    /** By the tool alone: what the engine does around it is not the matter here. */
    private static void migrate(Project project) {
        try (Workbench bench = Workbench.open(project.order())) {
            bench.tool()
                    .migrate(
                            bench.tool().inspect().pending(),
                            TransactionMode.EACH,
                            new Ledger(Optional.empty(), sql -> {}, session -> {}, Redactor.NONE, Beforehand.NOTHING));
        }
    }

    private static Report rehearse(Project project, Optional<String> backup) {
        return Rehearse.run(project.order(), new Rehearse.Options(backup, true, Approval.NONE), RunListener.NONE);
    }
}
