package io.github.databasemigration.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Sha256;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.tool.MigrationFailure;
import io.github.databasemigration.engine.tool.ToolState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was planned is what runs, whatever happens to the files in between. */
class ChangedFilesTest {
    private static final String CREATE = "op.execute('CREATE TABLE planned (id INTEGER)')";

    @TempDir
    Path temporary;

    private AlembicProject project;

    @BeforeEach
    void writeAProject() {
        project = AlembicProject.blank(Server.SQLITE, temporary).revision("a", "None", CREATE, "pass");
    }

    private static void assertChanged(AlembicTool tool, List<PlannedMigration> planned, String word) {
        assertThatThrownBy(() -> tool.migrate(planned, TransactionMode.EACH, new Heard()))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.PLAN_CHANGED))
                .hasMessageContaining(word);
    }

    @Test
    void hashesEveryFileThatDecides() throws IOException {
        project.write("names.py", "import deeper\nTABLE = 'planned'\n")
                .write("deeper.py", "")
                .write("unused.py", "")
                .write("migrations/data.csv", "1,2\n")
                .edit("migrations/versions/a.py", "    op.execute", "    import names\n    op.execute");
        try (AlembicTool tool = project.tool()) {
            ToolState state = tool.inspect();
            assertThat(state.settings())
                    .containsEntry("file alembic.ini", sha256("alembic.ini"))
                    .containsEntry("file migrations/env.py", sha256("migrations/env.py"))
                    .containsEntry("file migrations/data.csv", sha256("migrations/data.csv"))
                    .containsEntry("file names.py", sha256("names.py"))
                    .containsEntry("file deeper.py", sha256("deeper.py"))
                    .doesNotContainKeys("file unused.py", "file migrations/script.py.mako");
            assertThat(state.pending().get(0).sha256()).isEqualTo(sha256("migrations/versions/a.py"));
        }
    }

    private String sha256(String file) throws IOException {
        return Sha256.hex(Files.readAllBytes(project.folder.resolve(file)));
    }

    @Test
    void runsTheBytesThatItHashed() {
        try (AlembicTool tool = project.tool()) {
            List<PlannedMigration> planned = tool.inspect().pending();
            project.edit("migrations/versions/a.py", "planned", "smuggled");
            tool.migrate(planned, TransactionMode.EACH, new Heard());
        }
        assertThat(project.hasTable("planned")).isTrue();
        assertThat(project.hasTable("smuggled")).isFalse();
    }

    @Test
    void doesNotTrustCompiledCopies() throws Exception {
        Path source = project.folder.resolve("helper.py");
        project.write("helper.py", "TABLE = 'smuggled'\n")
                .edit(
                        "migrations/versions/a.py",
                        CREATE,
                        "import helper; op.execute('CREATE TABLE %s (id INTEGER)' % helper.TABLE)");
        int status = new ProcessBuilder("/usr/bin/python3", "-m", "compileall", "-q", source.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(status).isZero();
        var time = Files.getLastModifiedTime(source);
        project.write("helper.py", "TABLE = 'planned_'\n");
        Files.setLastModifiedTime(source, time);

        project.migrate(TransactionMode.EACH);

        assertThat(project.hasTable("planned_")).isTrue();
    }

    @Test
    void refusesARevisionWithOtherContentThanPlanned() {
        List<PlannedMigration> planned;
        try (AlembicTool tool = project.tool()) {
            planned = tool.inspect().pending();
        }
        project.edit("migrations/versions/a.py", "planned", "smuggled");
        try (AlembicTool tool = project.tool()) {
            assertChanged(tool, planned, "revision a");
        }
        assertThat(project.hasTable("alembic_version")).isFalse();
    }

    @Test
    void refusesARevisionThatCameInBetween() {
        try (AlembicTool tool = project.tool()) {
            List<PlannedMigration> planned = tool.inspect().pending();
            project.revision("b", "'a'", "pass", "pass");
            assertChanged(tool, planned, "Revision b is pending and was not planned");
        }
        assertThat(project.hasTable("planned")).isFalse();
    }

    @Test
    void refusesWhatSomebodyElseHasApplied() {
        try (AlembicTool tool = project.tool()) {
            List<PlannedMigration> planned = tool.inspect().pending();
            project.migrate(TransactionMode.EACH);
            assertChanged(tool, planned, "Revision a was planned and is not pending");
        }
    }

    @Test
    void refusesDataThatChanged() {
        project.write("migrations/data.csv", "1,2\n");
        try (AlembicTool tool = project.tool()) {
            List<PlannedMigration> planned = tool.inspect().pending();
            project.write("migrations/data.csv", "3,4\n");
            assertChanged(tool, planned, "migrations/data.csv");
        }
    }

    @Test
    void doesNotRunAModuleThatNobodyHashed() {
        project.write("hidden.py", "")
                .edit(
                        "migrations/versions/a.py",
                        CREATE,
                        CREATE + "\n    op.get_bind().execute(sa.text('SELECT 1')).scalar()\n"
                                + "    import importlib; importlib.import_module('hid' + 'den')");
        assertThatThrownBy(() -> project.migrate(TransactionMode.EACH))
                .isInstanceOf(MigrationFailure.class)
                .hasMessageContaining("hidden.py was not read when the plan was made");
        assertThat(project.hasTable("planned")).isFalse();
    }

    @Test
    void keepsThePlanTheSameInAnotherProcess() {
        Map<String, String> settings;
        project.edit(
                "migrations/versions/a.py",
                CREATE,
                "for name in {'one', 'two', 'three', 'four', 'five'}: op.execute('CREATE TABLE %s (id INTEGER)' % name)");
        List<PlannedMigration> planned;
        try (AlembicTool tool = project.tool()) {
            planned = tool.inspect().pending();
            settings = tool.inspect().settings();
        }
        try (AlembicTool tool = project.tool()) {
            assertThat(tool.inspect().pending()).isEqualTo(planned);
            assertThat(tool.inspect().settings()).isEqualTo(settings);
        }
        assertThat(planned.get(0).statements()).hasSize(5);
    }

    @Test
    void leavesNoTraceInTheProject() throws IOException {
        List<Path> before = files();
        project.migrate(TransactionMode.EACH);
        assertThat(files()).isEqualTo(before);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(project.folder)) {
            return files.sorted().toList();
        }
    }
}
