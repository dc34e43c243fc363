package io.github.databasemigration.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An environment of its own for a project, from a folder of wheels: no network takes part. */
class VirtualEnvironmentTest {
    /** Where Debian keeps what it installs; Alembic itself and all that it imports are pure Python. */
    private static final Path INSTALLED = Path.of("/usr/lib/python3/dist-packages");

    @TempDir
    Path temporary;

    private AlembicProject project;

    @BeforeEach
    void copyTheShop() throws IOException {
        project = AlembicProject.shop(Server.SQLITE, temporary).requirements("requirements.txt", "wheels");
        Files.createDirectories(project.folder.resolve("wheels"));
    }

    /** A wheel is a zip with four kinds of lines beside the packages. */
    private void wheel(String name, String... entries) {
        String info = name + "-1.0.dist-info/";
        Path file = project.folder.resolve("wheels").resolve(name + "-1.0-py3-none-any.whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String entry : entries) {
                addInstalled(zip, INSTALLED.resolve(entry));
            }
            add(zip, info + "METADATA", "Metadata-Version: 2.1\nName: " + name + "\nVersion: 1.0\n");
            add(zip, info + "WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
            add(zip, info + "RECORD", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addInstalled(ZipOutputStream zip, Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = INSTALLED.relativize(file).toString();
                if (name.endsWith(".py") || name.endsWith(".so")) {
                    zip.putNextEntry(new ZipEntry(name));
                    Files.copy(file, zip);
                    zip.closeEntry();
                }
            }
        }
    }

    private static void add(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private List<Path> environments() throws IOException {
        try (Stream<Path> cached = Files.list(temporary.resolve("cache"))) {
            return cached.filter(Files::isDirectory).toList();
        }
    }

    @Test
    void buildsOnceAndMigratesFromWheels() throws IOException {
        wheel("alembic", "alembic");
        wheel("sqlalchemy", "sqlalchemy");
        wheel("mako", "mako");
        wheel("markupsafe", "markupsafe");
        project.write("requirements.txt", "alembic\nsqlalchemy\n-r more.txt\n").write("more.txt", "mako\nmarkupsafe\n");

        project.migrate(TransactionMode.EACH);
        assertThat(project.revision()).isEqualTo("d95e");
        assertThat(environments()).hasSize(1);
        assertThat(environments().get(0).resolve("complete")).exists();

        // Were it built again, this would fail.
        Files.delete(project.folder.resolve("wheels/alembic-1.0-py3-none-any.whl"));
        project.target("d95e").migrate(TransactionMode.EACH);
    }

    @Test
    void saysWhatPipSaidAndTrustsNothingHalfBuilt() throws IOException {
        project.write("requirements.txt", "no-such-package==4.2\n");
        for (int attempt = 0; attempt < 2; attempt++) {
            try (AlembicTool tool = project.tool()) {
                assertThatThrownBy(tool::version)
                        .isInstanceOfSatisfying(Fault.class, fault -> {
                            assertThat(fault.code()).isEqualTo(FaultCode.TOOL_FAILED);
                            assertThat(fault.remedy()).contains("requirements.txt");
                        })
                        .hasMessageContaining("no-such-package==4.2");
            }
            assertThat(environments().get(0).resolve("complete")).doesNotExist();
        }
    }

    @Test
    void saysThatThereIsNoAlembicInIt() {
        wheel("mako", "mako");
        project.write("requirements.txt", "mako\n");
        try (AlembicTool tool = project.tool()) {
            assertThatThrownBy(tool::version)
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.TOOL_MISSING))
                    .hasMessageContaining("without alembic");
        }
    }

    @Test
    void demandsHashesWhereOneIsGiven() {
        wheel("mako", "mako");
        project.write("requirements.txt", "mako==1.0 --hash=sha256:" + "0".repeat(64) + "\n");
        try (AlembicTool tool = project.tool()) {
            assertThatThrownBy(tool::version).hasMessageContaining("DO NOT MATCH");
        }
    }

    @Test
    void namesAMissingFile() {
        project.requirements("requirements/production.txt", "wheels");
        try (AlembicTool tool = project.tool()) {
            assertThatThrownBy(tool::version)
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.LOCATION_MISSING))
                    .hasMessageContaining("production.txt");
        }
    }
}
