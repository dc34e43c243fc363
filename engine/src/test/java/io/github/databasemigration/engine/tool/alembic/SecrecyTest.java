package io.github.databasemigration.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.SecretScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The password reaches the database, and nobody else. */
class SecrecyTest {
    @TempDir
    Path temporary;

    private static void assertSecret(String text) {
        assertThat(new SecretScan(Canary.PASSWORD).in(text)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void keepsThePasswordOffArgumentsAndEnvironment(Server server) {
        AlembicProject project = AlembicProject.shop(server, temporary)
                .edit(
                        "migrations/env.py",
                        "config = context.config",
                        "import os\nassert os.environ['SHOP_PASSWORD'] in os.environ['SHOP_DSN']\n"
                                + "config = context.config");
        project.environment.put("SHOP_PASSWORD", Canary.PASSWORD);
        project.environment.put("SHOP_DSN", "user=app password=" + Canary.PASSWORD);
        List<String> seen = new ArrayList<>();
        Heard heard = new Heard() {
            @Override
            public void statementStarted(String sql) {
                ProcessHandle.current().children().forEach(child -> {
                    seen.add(read(child, "cmdline"));
                    seen.add(read(child, "environ"));
                });
            }
        };
        try (AlembicTool tool = project.tool()) {
            tool.migrate(tool.inspect().pending(), TransactionMode.EACH, heard);
        }
        assertThat(seen).anyMatch(text -> text.contains("closefd")).anyMatch(text -> text.contains("PYTHONHASHSEED"));
        seen.forEach(SecrecyTest::assertSecret);
    }

    private static String read(ProcessHandle process, String what) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), what));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void redactsWhatEnvPyGivesAway(Server server) {
        AlembicProject project = AlembicProject.shop(server, temporary)
                .edit(
                        "migrations/env.py",
                        "config = context.config",
                        "config = context.config\nraise Exception(config.get_main_option('sqlalchemy.url'))");
        assertFailsWithoutSecret(project, "Exception: ");
        project.edit("migrations/env.py", "raise Exception(", "import os, sys; sys.stderr.write(")
                .edit("migrations/env.py", "'sqlalchemy.url'))", "'sqlalchemy.url')); sys.stderr.flush(); os._exit(3)");
        assertFailsWithoutSecret(project, "status 3");
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void redactsWhatAMigrationGivesAway(Server server) {
        AlembicProject project = AlembicProject.blank(server, temporary)
                .revision(
                        "a",
                        "None",
                        "url = op.get_context().config.get_main_option('sqlalchemy.url')\n"
                                + "op.execute(\"INSERT INTO nowhere VALUES ('\" + url.replace(\":\", \"\\\\:\") + \"')\")",
                        "pass");
        try (AlembicTool tool = project.tool()) {
            var planned = tool.inspect().pending();
            assertThat(planned.get(0).statements()).hasSize(1);
            planned.get(0).statements().forEach(SecrecyTest::assertSecret);
            Heard heard = new Heard();
            Throwable failure = catchThrowable(() -> tool.migrate(planned, TransactionMode.EACH, heard));
            assertThat(failure).hasMessageContaining("nowhere");
            assertSecret(failure.getMessage());
            assertThat(heard.all("sending")).hasSize(1);
            heard.lines.forEach(SecrecyTest::assertSecret);
        }
    }

    private static void assertFailsWithoutSecret(AlembicProject project, String words) {
        try (AlembicTool tool = project.tool()) {
            Throwable fault = catchThrowable(tool::inspect);
            assertThat(fault)
                    .hasMessageContaining(words)
                    .hasMessageContaining("****")
                    .hasNoCause();
            assertSecret(fault.getMessage());
        }
    }
}
