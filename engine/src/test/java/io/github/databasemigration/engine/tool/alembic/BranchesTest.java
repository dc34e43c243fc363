package io.github.databasemigration.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.tool.ToolState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several heads, labels, merges and dependencies. */
class BranchesTest {
    @TempDir
    Path temporary;

    private AlembicProject branched() {
        return AlembicProject.blank(Server.SQLITE, temporary)
                .revision("root", "None", "op.create_table('r', sa.Column('a', sa.Integer))", "op.drop_table('r')")
                .revision("left", "'root'", "op.create_table('l', sa.Column('a', sa.Integer))", "op.drop_table('l')")
                .edit("migrations/versions/left.py", "down_revision", "branch_labels = ('payments',)\ndown_revision")
                .revision("right", "'root'", "op.create_table('g', sa.Column('a', sa.Integer))", "op.drop_table('g')");
    }

    private static ToolState inspect(AlembicProject project) {
        try (AlembicTool tool = project.tool()) {
            return tool.inspect();
        }
    }

    @Test
    void goesToAllHeadsWhereToldSo() {
        AlembicProject project = branched().target("heads");
        assertThat(inspect(project).target()).contains("left,right");
        project.migrate(TransactionMode.EACH);
        assertThat(inspect(project).current()).contains("left,right");
        assertThat(inspect(project).applied()).hasSize(3);
        assertThat(inspect(project).applied().get(0).version()).contains("root");
    }

    @Test
    void goesToTheHeadOfALabel() {
        AlembicProject project = branched().target("payments@head");
        project.migrate(TransactionMode.ALL);
        assertThat(inspect(project).current()).contains("left");
        assertThat(project.hasTable("g")).isFalse();
    }

    @Test
    void joinsBranchesInAMerge() {
        AlembicProject project = branched().revision("merge", "('left', 'right')", "pass", "pass");
        List<PlannedMigration> pending = inspect(project).pending();
        assertThat(pending)
                .extracting(PlannedMigration::label)
                .startsWith("root")
                .endsWith("merge")
                .hasSize(4);
        assertThat(pending.get(3).irreversible()).isEmpty();
        project.migrate(TransactionMode.EACH);
        assertThat(inspect(project).current()).contains("merge");
    }

    @Test
    void bringsWhatABranchDependsOn() {
        AlembicProject project = branched()
                .edit("migrations/versions/right.py", "down_revision", "depends_on = 'payments'\ndown_revision")
                .target("right");
        assertThat(inspect(project).pending())
                .extracting(PlannedMigration::label)
                .containsExactly("root", "left", "right");
        project.migrate(TransactionMode.EACH);
        assertThat(inspect(project).applied()).hasSize(3);
        assertThat(inspect(project).pending()).isEmpty();
    }

    @Test
    void staysWhereATargetIsPassedAlready() {
        AlembicProject project = branched().target("left");
        project.migrate(TransactionMode.EACH);
        ToolState state = inspect(project.target("root"));
        assertThat(state.pending()).isEmpty();
        assertThat(state.target()).contains("left");
    }

    @Test
    void goesDownFromSeveralHeads() {
        AlembicProject project = branched().target("heads");
        project.migrate(TransactionMode.EACH);
        try (AlembicTool tool = project.tool()) {
            List<PlannedMigration> down = tool.planDown("root");
            assertThat(down).extracting(PlannedMigration::label).containsExactlyInAnyOrder("left", "right");
            tool.migrateDown("root", down, TransactionMode.EACH, new Heard());
            assertThat(tool.inspect().current()).contains("root");
        }
    }
}
