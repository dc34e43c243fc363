package io.github.databasemigration.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Python that is started before somebody asks for it. */
class PythonAheadTest {
    @TempDir
    Path temporary;

    private AlembicProject project;
    /** Has a line for each start, with the number of the process. */
    private Path starts;

    @BeforeEach
    void copyTheShop() throws IOException {
        starts = Files.createFile(temporary.resolve("starts"));
        Path python = temporary.resolve("python3");
        Files.writeString(python, "#!/bin/sh\necho $$ >> " + starts + "\nexec /usr/bin/python3 \"$@\"\n");
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
        project = AlembicProject.shop(Server.SQLITE, temporary).python(python.toString());
    }

    private List<Long> started() throws IOException {
        return Files.readAllLines(starts).stream().map(Long::valueOf).toList();
    }

    private void assertWorks(PythonAhead ahead) {
        try (AlembicTool tool = project.tool(Optional.of(ahead))) {
            assertThat(tool.inspect().pending()).isNotEmpty();
        }
    }

    @Test
    void isTakenByTheFirstToolAndNoOther() throws IOException {
        try (PythonAhead ahead = project.ahead()) {
            assertWorks(ahead);
            assertThat(started()).hasSize(1);
            assertWorks(ahead);
            assertThat(started()).hasSize(2);
        }
    }

    @Test
    void endsWhereNobodyTookIt() throws IOException {
        try (PythonAhead ahead = project.ahead()) {
            assertThat(ahead).isNotNull();
        }
        assertThat(started()).hasSize(1).noneMatch(process -> ProcessHandle.of(process)
                .filter(ProcessHandle::isAlive)
                .isPresent());
    }

    @Test
    void isReplacedWhereASignalToStopHasEndedIt() throws Exception {
        Path lasting = temporary.resolve("lasting");
        Files.writeString(
                temporary.resolve("python3"),
                "#!/bin/sh\necho $$ >> " + starts + "\ntest -e " + lasting
                        + " || kill -9 $$\nexec /usr/bin/python3 \"$@\"\n");
        try (PythonAhead ahead = project.ahead()) {
            while (started().isEmpty()
                    || ProcessHandle.of(started().get(0))
                            .filter(ProcessHandle::isAlive)
                            .isPresent()) {
                Thread.sleep(10);
            }
            Files.createFile(lasting);
            project.cancellation.request("SIGINT");
            assertWorks(ahead);
            assertThat(started()).hasSize(2);
        }
    }

    @Test
    void saysToWhoeverTakesItWhatWentWrong() {
        project.python("nothing/python3");
        try (PythonAhead ahead = project.ahead();
                AlembicTool tool = project.tool(Optional.of(ahead))) {
            assertThatThrownBy(tool::version)
                    .isInstanceOf(Fault.class)
                    .hasMessageContaining("No Python with Alembic was found");
        }
    }
}
