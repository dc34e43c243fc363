package io.github.databasemigration.engine.check.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.plan.Finding;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same with the real Alembic, whose env.py would fail if it ran. */
class AlembicMergeTest {
    @TempDir
    Path folder;

    private Branches branches;

    @BeforeEach
    void twoBranches() {
        branches = new Branches(folder, "jdbc:mariadb://nobody:1/shop");
        branches.both(() -> {
            branches.write("alembic.ini", "[alembic]\nscript_location = shop/migrations\n");
            branches.write("shop/migrations/env.py", "raise RuntimeError('there is no database here')\n");
            revision("a1", "None", "op.create_table('orders', sa.Column('id', sa.Integer))");
        });
    }

    private void revision(String id, String down, String upgrade) {
        branches.write(
                "shop/migrations/versions/" + id + ".py",
                String.join(
                        "\n",
                        "\"\"\"Revision " + id + "\"\"\"",
                        "import sqlalchemy as sa",
                        "from alembic import op",
                        "revision = '" + id + "'",
                        "down_revision = " + down,
                        "def upgrade():",
                        "    " + upgrade,
                        ""));
    }

    private static final String COLUMN = "op.add_column('orders', sa.Column('%s', sa.Integer))";

    @Test
    void twoHeadsAndOneTable() {
        branches.theirs(() -> revision("b1", "'a1'", COLUMN.formatted("state")))
                .ours(() -> revision("c1", "'a1'", COLUMN.formatted("price")));

        assertThat(branches.findings()).containsExactly("MRG-04 ERROR c1.py:0", "MRG-05 WARNING c1.py:1");
        assertThat(branches.check("main").findings())
                .extracting(Finding::message)
                .first()
                .asString()
                .contains("2 heads: b1, c1");
    }

    @Test
    void aRevisionThatFollowsTheOtherBranchIsNoConflict() {
        branches.theirs(() -> revision("b1", "'a1'", COLUMN.formatted("state")))
                .ours(() -> {})
                .git("merge", "--quiet", "main")
                .ours(() -> revision("c1", "'b1'", "op.create_table('items', sa.Column('id', sa.Integer))"));

        assertThat(branches.findings()).isEmpty();
        assertThat(branches.check("main").migrations()).containsExactly("shop/migrations/versions/c1.py");
    }

    @Test
    void severalHeadsThatTheProjectWantsAreNoConflict() {
        branches.theirs(() -> {}).ours(() -> revision("c1", "None", "pass"));

        assertThat(branches.findings()).containsExactly("MRG-04 ERROR c1.py:0");
        assertThat(branches.findings("alembic.target=heads")).isEmpty();
    }

    @Test
    void oneIdAndOneOldRevision() {
        branches.theirs(() -> revision("b1", "'a1'", "pass")).ours(() -> {
            branches.write(
                    "shop/migrations/versions/other.py",
                    "revision = 'b1'\ndown_revision = 'a1'\ndef upgrade(): pass\n");
            revision("a1", "None", "op.create_table('orders', sa.Column('id', sa.BigInteger))");
        });

        assertThat(branches.findings()).containsExactlyInAnyOrder("MRG-01 ERROR other.py:0", "MRG-03 WARNING a1.py:0");
    }

    @Test
    void whatReadsDataIsSaid() {
        branches.theirs(() -> revision("b1", "'a1'", "pass"))
                .ours(() -> revision("c1", "'a1'", "op.get_bind().execute(sa.text('SELECT 1')).scalar()"));

        assertThat(branches.findings()).contains("SQL-01 ERROR c1.py:0");
    }
}
