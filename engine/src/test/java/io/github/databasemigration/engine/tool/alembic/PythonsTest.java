package io.github.databasemigration.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding the Python that has Alembic among those that have not. */
class PythonsTest {
    private static final String HAS_ALEMBIC = "/usr/bin/python3";

    @TempDir
    Path temporary;

    private AlembicProject project;

    @BeforeEach
    void copyTheShop() {
        project = AlembicProject.shop(Server.SQLITE, temporary);
    }

    /** A folder with a program called python3. */
    private Path python(String folder, String script) throws IOException {
        Path program = Files.createDirectories(temporary.resolve(folder)).resolve("python3");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }

    private void path(Path... programs) {
        StringBuilder path = new StringBuilder();
        for (Path program : programs) {
            path.append(program.getParent()).append(File.pathSeparator);
        }
        project.environment.put("PATH", path.toString());
    }

    @Test
    void passesOverPythonsWithoutAlembic() throws IOException {
        path(
                python("noise", "echo hello"),
                python("broken", "exit 3"),
                // Isolated from all packages that are not Python's own.
                python("bare", "exec " + HAS_ALEMBIC + " -I -S \"$@\""));
        try (AlembicTool tool = project.tool()) {
            assertThat(tool.version()).matches("1\\.\\d+\\.\\d+");
            assertThat(tool.inspect().settings().get("sqlalchemy")).matches("\\d\\.\\d+\\.\\d+.*");
        }
    }

    @Test
    void prefersTheFirstOnThePathThatHasIt() throws IOException {
        Path witness = temporary.resolve("witness");
        path(python("mine", ": > " + witness + "; exec " + HAS_ALEMBIC + " \"$@\""));
        try (AlembicTool tool = project.tool()) {
            tool.inspect();
        }
        assertThat(witness).exists();
    }

    @Test
    void usesTheOneThatIsNamedAndNoOther() throws IOException {
        python("shop/tools", "exec " + HAS_ALEMBIC + " -I -S \"$@\"");
        project.python("tools/python3");
        try (AlembicTool tool = project.tool()) {
            assertThatThrownBy(tool::version)
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.TOOL_MISSING))
                    .hasMessageContaining("tools/python3 (Python 3.")
                    .hasMessageContaining("without alembic");
        }
    }

    @Test
    void saysWhatItLookedAt() {
        project.python("no-such-python");
        try (AlembicTool tool = project.tool()) {
            assertThatThrownBy(tool::version)
                    .isInstanceOfSatisfying(Fault.class, fault -> {
                        assertThat(fault.code()).isEqualTo(FaultCode.TOOL_MISSING);
                        assertThat(fault.remedy()).contains("pip install alembic");
                    })
                    .hasMessageContaining("no-such-python (does not run)");
        }
    }

    @Test
    void isNotMisledByAFolderOfTheProjectThatIsCalledAlembic() {
        project.write("alembic/__init__.py", "raise RuntimeError('the wrong one')\n")
                .write("json.py", "raise RuntimeError('the wrong one')\n")
                .edit("alembic.ini", "prepend_sys_path = .\n", "");
        try (AlembicTool tool = project.tool()) {
            assertThat(tool.inspect().pending()).hasSize(4);
        }
    }
}
