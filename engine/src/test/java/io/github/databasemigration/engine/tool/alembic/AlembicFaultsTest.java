package io.github.databasemigration.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.tool.MigrationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be wrong with a project, and that each gets a line of its own. */
class AlembicFaultsTest {
    @TempDir
    Path temporary;

    private static Fault fault(AlembicProject project) {
        try (AlembicTool tool = project.tool()) {
            tool.inspect();
        } catch (Fault fault) {
            assertThat(fault.getMessage()).doesNotContain("\n");
            assertThat(fault.remedy()).isNotBlank().doesNotContain("\n");
            return fault;
        }
        throw new AssertionError("nothing was wrong");
    }

    private static void assertFault(AlembicProject project, FaultCode code, String... words) {
        Fault fault = fault(project);
        assertThat(fault.getMessage()).contains(words);
        assertThat(fault.code()).as(fault.getMessage()).isEqualTo(code);
    }

    private AlembicProject shop() {
        return AlembicProject.shop(Server.SQLITE, temporary);
    }

    private AlembicProject blank() {
        return AlembicProject.blank(Server.SQLITE, temporary);
    }

    private static AlembicProject without(AlembicProject project, String file) throws IOException {
        Files.move(project.folder.resolve(file), project.folder.resolve("elsewhere"));
        return project;
    }

    @Test
    void namesAMissingIni() throws IOException {
        assertFault(without(shop(), "alembic.ini"), FaultCode.LOCATION_MISSING, "alembic.ini");
    }

    @Test
    void namesAMissingFolderOfMigrations() throws IOException {
        assertFault(without(shop(), "migrations"), FaultCode.LOCATION_MISSING, "migrations");
    }

    @Test
    void namesAMissingFolderOfVersions() throws IOException {
        assertFault(without(shop(), "migrations/versions"), FaultCode.LOCATION_MISSING, "migrations/versions");
    }

    @Test
    void namesAMissingEnvPy() throws IOException {
        assertFault(without(shop(), "migrations/env.py"), FaultCode.LOCATION_MISSING, "migrations/env.py");
    }

    @Test
    void namesAFolderWithoutRevisions() {
        assertFault(blank(), FaultCode.LOCATION_EMPTY, "migrations/versions");
    }

    @Test
    void namesTheHeadsWhereTheTargetLeavesThemOpen() {
        assertFault(
                shop().revision("left", "'8a20'", "pass", "pass"), FaultCode.SEVERAL_HEADS, "\"head\"", "d95e, left");
    }

    @Test
    void namesATargetThatNoFileHas() {
        assertFault(shop().target("nowhere"), FaultCode.TARGET_UNKNOWN, "nowhere");
    }

    @Test
    void refusesARelativeTarget() {
        assertFault(shop().target("+1"), FaultCode.TARGET_UNKNOWN, "\"+1\" is relative");
    }

    @Test
    void namesARevisionOfTheDatabaseThatNoFileHas() throws IOException {
        AlembicProject project = shop();
        project.migrate(TransactionMode.EACH);
        without(project, "migrations/versions/d95e_order_totals.py");
        assertFault(project, FaultCode.APPLIED_MIGRATION_MISSING, "d95e");
    }

    @Test
    void namesLineAndFileOfASyntaxError() {
        assertFault(
                shop().revision("bad1", "'d95e'", "op.execute('SELECT 1'", "pass"),
                FaultCode.SCRIPT_UNREADABLE,
                "migrations/versions/bad1.py:7",
                "SyntaxError");
    }

    @Test
    void namesAScriptInAnotherEncoding() throws IOException {
        AlembicProject project = shop();
        Files.write(
                project.folder.resolve("migrations/versions/bad1.py"),
                "revision = 'bad1'\ndown_revision = 'd95e'\nwhat = 'Müller'\n"
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertFault(project, FaultCode.SCRIPT_UNREADABLE, "migrations/versions/bad1.py");
    }

    @Test
    void namesAScriptThatIsNoRevision() {
        assertFault(
                shop().write("migrations/versions/notes.py", "text = 'nothing'\n"),
                FaultCode.SCRIPT_UNREADABLE,
                "notes.py");
    }

    @Test
    void namesARevisionThatCannotBeLoaded() {
        assertFault(
                shop().write("migrations/versions/bad1.py", "revision = 'bad1'\nimport no_such_module\n"),
                FaultCode.TOOL_FAILED,
                "migrations/versions/bad1.py:2",
                "no_such_module");
    }

    @Test
    void namesBothFilesOfADuplicateRevision() {
        AlembicProject project = shop();
        project.write("migrations/versions/copy.py", project.read("migrations/versions/d95e_order_totals.py"));
        assertFault(
                project,
                FaultCode.VERSION_DUPLICATE,
                "migrations/versions/copy.py",
                "migrations/versions/d95e_order_totals.py",
                "d95e");
    }

    @Test
    void namesAPredecessorThatNoFileHas() {
        assertFault(shop().revision("late", "'gone'", "pass", "pass"), FaultCode.SCRIPT_UNREADABLE, "late.py", "gone");
    }

    @Test
    void namesASectionThatIsNotThere() {
        assertFault(shop().section("reporting"), FaultCode.CONFIGURATION_INVALID, "[reporting]");
    }

    @Test
    void namesTheLineOfEnvPyThatFailed() {
        assertFault(
                shop().edit("migrations/env.py", "config = context.config", "config = context.config\n{}['secret']"),
                FaultCode.TOOL_FAILED,
                "migrations/env.py:9",
                "KeyError: 'secret'");
    }

    @Test
    void namesAnEnvPyThatExits() {
        assertFault(
                shop().edit("migrations/env.py", "config = context.config", "import sys; sys.exit('no database set')"),
                FaultCode.TOOL_FAILED,
                "migrations/env.py:8",
                "no database set");
    }

    @Test
    void namesAnEnvPyThatKillsTheProcess() {
        assertFault(
                shop().edit(
                                "migrations/env.py",
                                "config = context.config",
                                "import os, sys; sys.stderr.write('giving up\\n'); sys.stderr.flush(); os._exit(7)"),
                FaultCode.TOOL_FAILED,
                "status 7",
                "giving up");
    }

    @Test
    void namesAnEnvPyThatRunsNothing() {
        assertFault(
                shop().write("migrations/env.py", "print('hello')\n"),
                FaultCode.TOOL_FAILED,
                "context.run_migrations()");
    }

    @Test
    void refusesSeveralDatabasesInOneRun() {
        assertFault(
                shop().edit("alembic.ini", "script_location", "databases = engine1, engine2\nscript_location"),
                FaultCode.UNSUPPORTED,
                "engine1, engine2");
        assertFault(
                AlembicProject.shop(Server.SQLITE, temporary.resolve("loop"))
                        .edit(
                                "migrations/env.py",
                                "            context.run_migrations()\n\n\nif",
                                "            context.run_migrations()\n            context.run_migrations()\n\n\nif"),
                FaultCode.UNSUPPORTED,
                "several");
    }

    @Test
    void refusesToGoDownWhereThatCannotWork() {
        AlembicProject project = shop().revision("once", "'d95e'", "pass", "raise NotImplementedError('no way back')");
        project.migrate(TransactionMode.EACH);
        try (AlembicTool tool = project.tool()) {
            var planned = tool.planDown("8a20");
            assertThat(planned.get(0).irreversible()).containsExactly("its downgrade() raises NotImplementedError");
            assertThatThrownBy(() -> tool.migrateDown("8a20", planned, TransactionMode.EACH, new Heard()))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.UNSUPPORTED))
                    .hasMessageContaining("once");
        }
        assertThat(project.revision()).isEqualTo("once");
    }

    @Test
    void knowsADowngradeThatIsNotThereFromOneThatIsDefinedElsewhere() {
        AlembicProject project = shop().write("migrations/versions/x.py", """
                revision = 'x'
                down_revision = 'd95e'
                def upgrade(): pass
                """).write("migrations/versions/y.py", """
                revision = 'y'
                down_revision = 'x'
                def upgrade(): pass
                downgrade = upgrade
                """);
        try (AlembicTool tool = project.tool()) {
            var pending = tool.inspect().pending();
            assertThat(pending.get(4).irreversible()).containsExactly("it has no downgrade()");
            assertThat(pending.get(5).irreversible()).isEmpty();
        }
    }

    @Test
    void namesADowngradeToARevisionThatIsNotBelow() {
        AlembicProject project = shop().target("8a20");
        project.migrate(TransactionMode.EACH);
        try (AlembicTool tool = project.tool()) {
            assertThatThrownBy(() -> tool.planDown("d95e"))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.TARGET_UNKNOWN));
        }
    }

    @Test
    void goesOnWhereAMigrationFailedBeforeItBegan() throws IOException {
        AlembicProject project = blank().revision(
                        "a", "None", "op.execute('CREATE TABLE a (id INTEGER)')\nopen('broken', 'a').close()", "pass")
                .revision("b", "'a'", "op.execute('CREATE TABLE b (id INTEGER)')", "pass");
        project.write("migrations/env.py", """
                import os
                from sqlalchemy import event
                from sqlalchemy.engine import Engine

                @event.listens_for(Engine, "begin")
                def begin(connection):
                    if os.path.exists("broken"):
                        raise RuntimeError("no transaction today")

                """ + project.read("migrations/env.py"));
        try (AlembicTool tool = project.tool()) {
            List<PlannedMigration> pending = tool.inspect().pending();
            Files.delete(project.folder.resolve("broken"));
            Heard heard = new Heard();
            assertThatThrownBy(() -> tool.migrate(pending, TransactionMode.EACH, heard))
                    .isInstanceOf(MigrationFailure.class)
                    .hasMessageContaining("no transaction today");
            assertThat(heard.steps()).containsExactly("started a", "finished a", "started b");
            Files.delete(project.folder.resolve("broken"));
            assertThat(tool.inspect().pending())
                    .extracting(PlannedMigration::label)
                    .containsExactly("b");
        }
    }
}
