package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.AddConstraint;
import io.github.databasemigration.engine.check.model.Action.AlterOther;
import io.github.databasemigration.engine.check.model.Action.AttachPartition;
import io.github.databasemigration.engine.check.model.Action.ChangeRows;
import io.github.databasemigration.engine.check.model.Action.CreateIndex;
import io.github.databasemigration.engine.check.model.Action.CreateTable;
import io.github.databasemigration.engine.check.model.Action.CreateTrigger;
import io.github.databasemigration.engine.check.model.Action.DetachPartition;
import io.github.databasemigration.engine.check.model.Action.Drop;
import io.github.databasemigration.engine.check.model.Action.Reindex;
import io.github.databasemigration.engine.check.model.Action.Rename;
import io.github.databasemigration.engine.check.model.Action.ValidateConstraint;
import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Kind;
import io.github.databasemigration.engine.check.model.Lock;
import io.github.databasemigration.engine.check.model.Name;
import java.util.List;

/** How strongly PostgreSQL locks the tables that an action touches (its manual's chapter on explicit locking). */
final class Locks {
    private Locks() {}

    /** The lock of one action. */
    static Lock of(Action action) {
        if (action instanceof CreateIndex create) {
            return create.concurrently() ? Lock.NONE : Lock.WRITES;
        } else if (action instanceof Reindex reindex) {
            return reindex.concurrently() ? Lock.NONE : Lock.WRITES;
        } else if (action instanceof AddConstraint add) {
            return add.constraint().kind() == Constraint.Kind.FOREIGN_KEY ? Lock.WRITES : Lock.ALL;
        } else if (action instanceof CreateTrigger) {
            return Lock.WRITES;
        } else if (action instanceof DetachPartition detach) {
            return detach.concurrently() ? Lock.NONE : Lock.ALL;
        } else if (action instanceof Drop drop) {
            return drop.concurrently() ? Lock.NONE : Lock.ALL;
        } else if (action instanceof AlterOther other) {
            return other.lock();
        } else if (action instanceof Rename rename) {
            // An index is locked like its validation, constraints and columns like their table.
            return rename.kind() == Kind.INDEX ? Lock.NONE : Lock.ALL;
        } else if (action instanceof ValidateConstraint
                || action instanceof AttachPartition
                || action instanceof ChangeRows
                || action instanceof CreateTable) {
            return Lock.NONE;
        }
        return action instanceof Action.OnTable || action instanceof Action.Truncate ? Lock.ALL : Lock.NONE;
    }

    /** The tables in use that somebody has to wait for because of an action. */
    static List<Name> blocked(Action action, Scene scene) {
        if (!of(action).blocks()) {
            return List.of();
        }
        List<Name> tables = action instanceof Drop drop && drop.kind() == Kind.INDEX
                ? drop.objects().stream()
                        .filter(index -> !scene.schema().isNewIndex(index))
                        .toList()
                : action.tables();
        return tables.stream().filter(scene::inUse).toList();
    }
}
