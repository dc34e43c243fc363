package io.github.databasemigration.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.testkit.Wheels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An environment of its own for a project, from a folder of wheels: no network takes part. */
class VirtualEnvironmentTest {
    @TempDir
    Path temporary;

    private AlembicProject project;
    private Wheels wheels;

    @BeforeEach
    void copyTheShop() throws IOException {
        project = AlembicProject.shop(Server.SQLITE, temporary).requirements("requirements.txt", "wheels");
        wheels = new Wheels(Files.createDirectories(project.folder.resolve("wheels")));
    }

    private List<Path> environments() throws IOException {
        try (Stream<Path> cached = Files.list(temporary.resolve("cache"))) {
            return cached.filter(Files::isDirectory).toList();
        }
    }

    @Test
    void buildsOnceAndMigratesFromWheels() throws IOException {
        wheels.wheel("alembic", "1.0", "alembic");
        wheels.wheel("sqlalchemy", "1.0", "sqlalchemy");
        wheels.wheel("mako", "1.0", "mako");
        wheels.wheel("markupsafe", "1.0", "markupsafe");
        project.write("requirements.txt", "alembic\nsqlalchemy\n-r more.txt\n").write("more.txt", "mako\nmarkupsafe\n");

        project.migrate(TransactionMode.EACH);
        assertThat(project.revision()).isEqualTo("d95e");
        assertThat(environments()).hasSize(1);
        assertThat(environments().get(0).resolve("complete")).exists();

        // Were it built again, this would fail.
        Files.writeString(project.folder.resolve("wheels/alembic-1.0-py3-none-any.whl"), "damaged");
        project.target("d95e").migrate(TransactionMode.EACH);
        assertThat(environments()).hasSize(1);
    }

    @Test
    void anotherWheelMakesAnotherEnvironment() throws IOException {
        project.write("requirements.txt", "mako\n");
        for (String version : List.of("1.0", "2.0")) {
            wheels.wheel("mako", version, "mako");
            try (AlembicTool tool = project.tool()) {
                assertThatThrownBy(tool::version).hasMessageContaining("without alembic");
            }
        }
        assertThat(environments()).hasSize(2);
    }

    @Test
    void namesAFolderOfWheelsThatIsMissing() {
        project.requirements("requirements.txt", "no/wheels");
        try (AlembicTool tool = project.tool()) {
            assertThatThrownBy(tool::version)
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.LOCATION_MISSING))
                    .hasMessageContaining("no/wheels");
        }
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
    void saysThatThereIsNoAlembicInIt() throws IOException {
        wheels.wheel("mako", "1.0", "mako");
        project.write("requirements.txt", "mako\n");
        try (AlembicTool tool = project.tool()) {
            assertThatThrownBy(tool::version)
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.TOOL_MISSING))
                    .hasMessageContaining("without alembic");
        }
    }

    @Test
    void demandsHashesWhereOneIsGiven() throws IOException {
        wheels.wheel("mako", "1.0", "mako");
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
