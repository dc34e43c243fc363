package io.github.databasemigration.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.tool.MigrationFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Other drivers than the usual ones, those for asyncio among them. */
class DriversTest {
    /** As Alembic's own template for asyncio has it. */
    static final String ASYNCHRONOUS = String.join(
            "\n",
            "import asyncio",
            "from alembic import context",
            "from sqlalchemy import pool",
            "from sqlalchemy.ext.asyncio import create_async_engine",
            "config = context.config",
            "def migrate(connection):",
            "    context.configure(connection=connection)",
            "    with context.begin_transaction():",
            "        context.run_migrations()",
            "async def connect():",
            "    engine = create_async_engine(config.get_main_option('sqlalchemy.url'), poolclass=pool.NullPool)",
            "    async with engine.connect() as connection:",
            "        await connection.run_sync(migrate)",
            "    await engine.dispose()",
            "asyncio.run(connect())",
            "");

    @TempDir
    Path temporary;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE"})
    void migratesThroughAnAsynchronousEngine(Server server) {
        AlembicProject project = AlembicProject.shop(server, temporary).write("migrations/env.py", ASYNCHRONOUS);
        Heard heard = project.migrate(TransactionMode.EACH);
        assertThat(heard.all("finished")).hasSize(4);
        assertThat(heard.all("sending")).hasSizeGreaterThan(8);
        assertThat(project.revision()).isEqualTo("d95e");
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE"})
    void rollsBackThroughAnAsynchronousEngine(Server server) {
        AlembicProject project = AlembicProject.shop(server, temporary)
                .write("migrations/env.py", ASYNCHRONOUS)
                .revision(
                        "bad1",
                        "'d95e'",
                        "op.create_table('half', sa.Column('a', sa.Integer))\nop.execute('SELECT no_such_column')",
                        "pass");
        assertThatThrownBy(() -> project.migrate(TransactionMode.EACH))
                .isInstanceOf(MigrationFailure.class)
                .hasMessageContaining("no_such_column");
        assertThat(project.hasTable("half")).isFalse();
        assertThat(project.revision()).isEqualTo("d95e");
    }

    @Test
    void keepsTheDialectAndDriverThatTheProjectNames() {
        AlembicProject project = AlembicProject.blank(Server.MARIADB, temporary)
                .edit(
                        "alembic.ini",
                        "script_location",
                        "sqlalchemy.url = mariadb+pymysql://app@old/app\nscript_location")
                .revision(
                        "a",
                        "None",
                        "op.execute(\"CREATE TABLE found AS SELECT '%s' AS name\" % op.get_bind().dialect.name)",
                        "pass");
        project.migrate(TransactionMode.EACH);
        assertThat(project.database.query("SELECT name FROM found")).isEqualTo("mariadb");
    }

    @Test
    void namesTheDriverThatIsMissing() {
        AlembicProject project = AlembicProject.shop(Server.POSTGRESQL, temporary)
                .edit(
                        "alembic.ini",
                        "script_location",
                        "sqlalchemy.url = postgresql+pg8000://app@old/app\nscript_location");
        Fault fault = fault(project);
        assertThat(fault.code()).isEqualTo(FaultCode.TOOL_MISSING);
        assertThat(fault).hasMessageContaining("pg8000");
        assertThat(fault.remedy()).contains("pip install pg8000");
    }

    private static Fault fault(AlembicProject project) {
        try (AlembicTool tool = project.tool()) {
            tool.inspect();
            return null;
        } catch (Fault fault) {
            return fault;
        }
    }
}
