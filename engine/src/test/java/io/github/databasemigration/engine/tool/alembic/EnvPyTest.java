package io.github.databasemigration.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.tool.MigrationFailure;
import io.github.databasemigration.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people write into env.py, and that none of it gets past us. */
class EnvPyTest {
    @TempDir
    Path temporary;

    private static void assertWrongDatabase(AlembicProject project) {
        try (AlembicTool tool = project.tool()) {
            assertThatThrownBy(tool::inspect).isInstanceOfSatisfying(Fault.class, fault -> {
                assertThat(fault.code()).isEqualTo(FaultCode.WRONG_DATABASE);
                assertThat(fault).hasMessageContaining(project.database.name());
                assertThat(fault.remedy()).contains("alembic.urlVariable");
            });
        }
    }

    private static AlembicProject hardCoded(AlembicProject project, String url) {
        return project.edit(
                "migrations/env.py",
                "config.get_section(config.config_ini_section)",
                "{'sqlalchemy.url': '" + url + "'}");
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnotherFileThanTheDatabaseConfigured(Server server) {
        AlembicProject project = AlembicProject.shop(server, temporary);
        assertWrongDatabase(hardCoded(project, "sqlite:///" + temporary.resolve("other.db")));
        assertThat(temporary.resolve("other.db")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void refusesAnotherDatabaseOfTheSameServer(Server server) {
        AlembicProject project = AlembicProject.shop(server, temporary);
        TestDatabase other = server == Server.POSTGRESQL
                ? io.github.databasemigration.testkit.PostgresServer.shared().createDatabase("simple")
                : io.github.databasemigration.testkit.MariaDbServer.shared().createDatabase("simple");
        String address = other.jdbcUrl().replaceFirst("jdbc:\\w+://", other.user() + ":simple@");
        assertWrongDatabase(hardCoded(
                project, (server == Server.POSTGRESQL ? "postgresql+psycopg2://" : "mysql+pymysql://") + address));
    }

    @Test
    void findsTheUrlInTheVariableThatEnvPyReads() {
        AlembicProject project = AlembicProject.shop(Server.POSTGRESQL, temporary)
                .urlVariable("SHOP_DATABASE_URL")
                .edit("migrations/env.py", "from logging.config", "import os\nfrom logging.config")
                .edit(
                        "migrations/env.py",
                        "config.get_section(config.config_ini_section)",
                        "{'sqlalchemy.url': os.environ['SHOP_DATABASE_URL']}");
        project.migrate(TransactionMode.EACH);
        assertThat(project.revision()).isEqualTo("d95e");
    }

    @Test
    void takesAnEngineFromAModuleOfTheProject() {
        AlembicProject project = AlembicProject.shop(Server.POSTGRESQL, temporary)
                .urlVariable("SHOP_DATABASE_URL")
                .write("shop/__init__.py", "")
                .write(
                        "shop/db.py",
                        "import os\nfrom sqlalchemy import create_engine\n"
                                + "engine = create_engine(os.environ['SHOP_DATABASE_URL'])\n")
                .write(
                        "migrations/env.py",
                        "from alembic import context\nfrom shop.db import engine\n"
                                + "with engine.connect() as connection:\n"
                                + "    context.configure(connection=connection)\n"
                                + "    with context.begin_transaction():\n"
                                + "        context.run_migrations()\n");
        try (AlembicTool tool = project.tool()) {
            var state = tool.inspect();
            assertThat(state.settings()).containsKeys("file shop/db.py", "file shop/__init__.py");
            tool.migrate(state.pending(), TransactionMode.EACH, new Heard());
            assertThat(tool.inspect().current()).contains("d95e");
        }
    }

    @Test
    void keepsWhatEnvPyPrintsOutOfTheConversation() {
        AlembicProject project = AlembicProject.shop(Server.SQLITE, temporary)
                .edit(
                        "migrations/env.py",
                        "config = context.config",
                        "import os, subprocess, sys\nprint('{\"fault\": \"INTERNAL\"}', flush=True)\n"
                                + "os.write(1, b'{}\\n')\nsubprocess.run(['echo', '{}'])\n"
                                + "assert sys.stdin.read() == ''\nconfig = context.config");
        project.migrate(TransactionMode.EACH);
        assertThat(project.revision()).isEqualTo("d95e");
    }

    @Test
    void handsArgumentsAndSectionOver() {
        AlembicProject project = AlembicProject.shop(Server.SQLITE, temporary)
                .section("reporting")
                .argument("tenant", "blue=1")
                .edit(
                        "alembic.ini",
                        "[loggers]",
                        "[reporting]\nscript_location = migrations\ncolour = red\n\n[loggers]")
                .edit(
                        "migrations/env.py",
                        "config = context.config",
                        "config = context.config\n"
                                + "assert context.get_x_argument(as_dictionary=True) == {'tenant': 'blue=1'}\n"
                                + "assert config.cmd_opts.name == 'reporting'\n"
                                + "assert config.get_main_option('colour') == 'red'");
        try (AlembicTool tool = project.tool()) {
            var state = tool.inspect();
            assertThat(state.settings()).containsEntry("alembic section", "reporting");
            assertThat(state.settings().get("alembic arguments")).hasSize(64);
            tool.migrate(state.pending(), TransactionMode.EACH, new Heard());
        }
        assertThat(project.revision()).isEqualTo("d95e");
    }

    @Test
    void followsEnvPyToAnotherFolderAndVersionTable() {
        AlembicProject project = AlembicProject.shop(Server.POSTGRESQL, temporary)
                .edit("alembic.ini", "script_location = migrations", "script_location = db/alembic")
                .edit("migrations/env.py", "connection=connection", "connection=connection, version_table='history'");
        assertThat(project.folder.resolve("db").toFile().mkdir()).isTrue();
        assertThat(project.folder
                        .resolve("migrations")
                        .toFile()
                        .renameTo(project.folder.resolve("db/alembic").toFile()))
                .isTrue();
        try (AlembicTool tool = project.tool()) {
            assertThat(tool.ownTables()).containsExactly("history");
            List<PlannedMigration> pending = tool.inspect().pending();
            assertThat(pending.get(0).script()).isEqualTo("db/alembic/versions/4f1c_customers_and_products.py");
            tool.migrate(pending, TransactionMode.EACH, new Heard());
        }
        assertThat(project.database.query("SELECT version_num FROM history")).isEqualTo("d95e");
    }

    @Test
    void plansWhereEnvPyEnsuresASchema() {
        AlembicProject project = AlembicProject.shop(Server.POSTGRESQL, temporary)
                .edit(
                        "migrations/env.py",
                        "        context.configure(connection=connection)",
                        "        from sqlalchemy import text\n"
                                + "        with connection.begin():\n"
                                + "            connection.execute(text('CREATE SCHEMA IF NOT EXISTS own'))\n"
                                + "        context.configure(connection=connection, version_table_schema='own')");
        try (AlembicTool tool = project.tool()) {
            assertThat(tool.inspect().pending()).hasSize(4);
            assertThat(project.database.query("SELECT COUNT(*) FROM pg_namespace WHERE nspname = 'own'"))
                    .isEqualTo("0");
            tool.migrate(tool.inspect().pending(), TransactionMode.EACH, new Heard());
        }
        assertThat(project.database.query("SELECT version_num FROM own.alembic_version"))
                .isEqualTo("d95e");
    }

    @Test
    void saysThatEnvPyWantsToChangeTheDatabaseWhilePlanning() {
        AlembicProject project = AlembicProject.shop(Server.POSTGRESQL, temporary)
                .edit(
                        "migrations/env.py",
                        "        context.configure(connection=connection)",
                        "        connection.exec_driver_sql('CREATE EXTENSION pgcrypto')\n"
                                + "        context.configure(connection=connection)");
        try (AlembicTool tool = project.tool()) {
            assertThatThrownBy(tool::inspect)
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.TOOL_FAILED))
                    .hasMessageContaining("migrations/env.py:")
                    .hasMessageContaining("read-only");
        }
    }

    @Test
    void findsAnIniInAnotherFolder() {
        AlembicProject project = AlembicProject.shop(Server.SQLITE, temporary).ini("db/alembic.ini");
        project.write("db/alembic.ini", project.read("alembic.ini"));
        assertThat(project.folder.resolve("alembic.ini").toFile().delete()).isTrue();
        project.migrate(TransactionMode.EACH);
        assertThat(project.revision()).isEqualTo("d95e");
    }

    @Test
    void noticesAnEnvPyThatNeverCommits() {
        AlembicProject project = AlembicProject.shop(Server.POSTGRESQL, temporary)
                .edit(
                        "migrations/env.py",
                        "    with engine.connect() as connection:",
                        "    with engine.connect() as connection:\n        transaction = connection.begin()");
        assertThatThrownBy(() -> project.migrate(TransactionMode.EACH))
                .isInstanceOf(MigrationFailure.class)
                .hasMessageContaining("did not commit");
        assertThat(project.hasTable("customer")).isFalse();
    }

    @Test
    void saysThatEnvPyBracketsAllMigrationsItself() {
        AlembicProject project = AlembicProject.shop(Server.POSTGRESQL, temporary)
                .edit("migrations/env.py", "engine.connect()", "engine.begin()");
        try (AlembicTool tool = project.tool()) {
            assertThat(tool.inspect().settings()).containsKey("transaction");
        }
        project.migrate(TransactionMode.EACH);
        assertThat(project.revision()).isEqualTo("d95e");
    }

    @Test
    void settlesTheSessionAsThePlatformDoes() {
        AlembicProject project = AlembicProject.blank(Server.POSTGRESQL, temporary)
                .revision(
                        "a",
                        "None",
                        "op.execute(\"CREATE TABLE found AS SELECT current_setting('lock_timeout')"
                                + " || ' ' || current_setting('statement_timeout')"
                                + " || ' ' || current_setting('application_name') AS settings\")",
                        "pass");
        project.migrate(TransactionMode.EACH);
        assertThat(project.database.query("SELECT settings FROM found")).isEqualTo("4321ms 77s migrate-database r-1");
    }
}
