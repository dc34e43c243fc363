package io.github.databasemigration.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.plan.PlannedMigration;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan shows of migrations that nobody has run yet. */
class PreviewTest {
    @TempDir
    Path temporary;

    private static List<PlannedMigration> plan(AlembicProject project) {
        try (AlembicTool tool = project.tool()) {
            return tool.inspect().pending();
        }
    }

    private static PlannedMigration only(AlembicProject project) {
        List<PlannedMigration> planned = plan(project);
        assertThat(planned).hasSize(1);
        return planned.get(0);
    }

    private AlembicProject single(Server server, String upgrade) {
        return AlembicProject.blank(server, temporary).revision("a", "None", upgrade, "pass");
    }

    @Test
    void showsValuesAndPercentSignsAsTheyAre() {
        PlannedMigration migration = only(single(
                Server.POSTGRESQL,
                "op.execute(\"UPDATE t SET a = 'x%' WHERE b LIKE '%y'\")\n"
                        + "t = sa.table('t', sa.column('a', sa.String), sa.column('b', sa.Integer))\n"
                        + "op.bulk_insert(t, [{'a': 'it''s', 'b': 1}, {'a': 'two', 'b': 2}])"));
        assertThat(migration.statements())
                .containsExactly(
                        "UPDATE t SET a = 'x%' WHERE b LIKE '%y'",
                        "INSERT INTO t (a, b) VALUES ('its', 1)", "INSERT INTO t (a, b) VALUES ('two', 2)");
        assertThat(migration.noPreview()).isEmpty();
        assertThat(migration.irreversible())
                .contains("its downgrade() does nothing")
                .anyMatch(reason -> reason.startsWith("overwrites values"));
    }

    @Test
    void saysWhichMigrationReadsDataAndShowsTheOthers() {
        List<PlannedMigration> planned = plan(AlembicProject.shop(Server.POSTGRESQL, temporary));
        assertThat(planned.get(2).statements()).isEmpty();
        assertThat(planned.get(2).noPreview().orElseThrow())
                .startsWith("cannot be previewed: reads data (")
                .contains("migrations/versions/b7d3_split_names.py:31");
        assertThat(planned.get(3).statements()).hasSize(3);
    }

    @Test
    void saysThatReflectionNeedsAConnection() {
        assertThat(only(single(
                                Server.SQLITE,
                                "with op.batch_alter_table('t') as batch:\n    batch.alter_column('a', nullable=False)"))
                        .noPreview()
                        .orElseThrow())
                .startsWith("cannot be previewed: needs a connection");
        assertThat(only(AlembicProject.blank(Server.SQLITE, temporary.resolve("other"))
                                .revision("a", "None", "sa.inspect(op.get_bind()).get_table_names()", "pass"))
                        .noPreview()
                        .orElseThrow())
                .startsWith("cannot be previewed: reads data");
    }

    @Test
    void saysThatTheSqlIsAnotherEachTime() {
        assertThat(only(single(
                                Server.SQLITE,
                                "import uuid\nop.execute(\"INSERT INTO t VALUES ('%s')\" % uuid.uuid4())"))
                        .noPreview())
                .contains("cannot be previewed: sends something else each time");
    }

    @Test
    void runsAMigrationWhoseColumnsCanBeUsedOnce() {
        AlembicProject project = AlembicProject.blank(Server.SQLITE, temporary)
                .write(
                        "migrations/versions/a.py",
                        "import sqlalchemy as sa\nfrom alembic import op\nrevision = 'a'\ndown_revision = None\n"
                                + "columns = [sa.Column('id', sa.Integer, primary_key=True)]\n"
                                + "def upgrade():\n    op.create_table('t', *columns)\n"
                                + "def downgrade():\n    op.drop_table('t')\n");
        assertThat(only(project).statements()).hasSize(1);
        project.migrate(TransactionMode.EACH);
        assertThat(project.hasTable("t")).isTrue();
    }

    @Test
    void doesNotLetAMigrationChangeTheDatabaseWhilePlanning() {
        AlembicProject project = single(
                Server.POSTGRESQL,
                "engine = sa.create_engine(op.get_context().config.get_main_option('sqlalchemy.url'))\n"
                        + "with engine.begin() as connection:\n"
                        + "    connection.execute(sa.text('CREATE TABLE sneaked (id int)'))");
        assertThat(only(project).noPreview().orElseThrow()).contains("read-only");
        assertThat(project.hasTable("sneaked")).isFalse();
    }

    @Test
    void knowsAMigrationThatIsOfflineFromOneThatRuns() {
        assertThat(only(single(
                                Server.SQLITE,
                                "from alembic import context\n"
                                        + "op.execute('SELECT 1' if context.is_offline_mode() else 'SELECT 2')"))
                        .statements())
                .containsExactly("SELECT 1");
    }

    /** What was worked out for one look is kept for the next only while nothing is different that it depends on. */
    @Test
    void looksAgainWhereEnvPyOrADataFileSaysSomethingElse() {
        AlembicProject project = single(
                        Server.SQLITE,
                        "from alembic import context\n"
                                + "op.execute('SELECT ' + open('migrations/versions/number.txt').read())\n"
                                + "op.execute('SELECT ' + context.config.attributes['word'])")
                .write("migrations/versions/number.txt", "1")
                .write("word.txt", "'a'")
                .edit(
                        "migrations/env.py",
                        "config = context.config",
                        "config = context.config\nconfig.attributes['word'] = open('word.txt').read()");
        try (AlembicTool tool = project.tool()) {
            assertThat(statements(tool)).containsExactly("SELECT 1", "SELECT 'a'");
            assertThat(statements(tool)).containsExactly("SELECT 1", "SELECT 'a'");
            project.write("migrations/versions/number.txt", "2");
            assertThat(statements(tool)).containsExactly("SELECT 2", "SELECT 'a'");
            project.write("word.txt", "'b'");
            assertThat(statements(tool)).containsExactly("SELECT 2", "SELECT 'b'");
        }
    }

    private static List<String> statements(AlembicTool tool) {
        return tool.inspect().pending().get(0).statements();
    }
}
