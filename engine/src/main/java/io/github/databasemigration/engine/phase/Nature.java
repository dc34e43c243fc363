package io.github.databasemigration.engine.phase;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Column;
import io.github.databasemigration.engine.check.model.Kind;
import io.github.databasemigration.engine.plan.Phase;
import java.util.List;

/**
 * What an action is to an application that does not know of it: it takes away or forbids something (contract), it adds
 * something (expand), or the application does not notice (neutral).
 */
final class Nature {
    private static final List<Kind> UNNOTICED = List.of(Kind.INDEX, Kind.CONSTRAINT, Kind.TRIGGER);

    private static final List<Class<? extends Action>> NARROWING = List.of(
            Action.DropColumn.class,
            Action.ChangeType.class,
            Action.ModifyColumn.class,
            Action.SetNotNull.class,
            Action.AddConstraint.class,
            Action.ConstrainDomain.class,
            Action.RenameEnumValue.class,
            Action.DetachPartition.class,
            Action.ConvertCharset.class,
            Action.Truncate.class);

    private static final List<Class<? extends Action>> WIDENING = List.of(
            Action.CreateTable.class,
            Action.AddColumn.class,
            Action.CreateIndex.class,
            Action.CreateTrigger.class,
            Action.CreateEnum.class,
            Action.AddEnumValue.class,
            Action.Define.class,
            Action.DropNotNull.class,
            Action.DropConstraint.class,
            Action.AttachPartition.class);

    private Nature() {}

    static Phase of(Action action) {
        if (narrows(action)) {
            return Phase.CONTRACT;
        }
        return WIDENING.contains(action.getClass()) ? Phase.EXPAND : Phase.NEUTRAL;
    }

    private static boolean narrows(Action action) {
        if (action instanceof Action.Drop drop) {
            return !drop.temporary() && !UNNOTICED.contains(drop.kind());
        } else if (action instanceof Action.Rename rename) {
            return !UNNOTICED.contains(rename.kind());
        } else if (action instanceof Action.CreateIndex index) {
            return index.unique();
        } else if (action instanceof Action.CreateTable create) {
            return create.replaces();
        } else if (action instanceof Action.AddColumn add) {
            return demanded(add.column());
        }
        return NARROWING.contains(action.getClass());
    }

    /** Whoever does not know the column cannot insert any more. */
    private static boolean demanded(Column column) {
        return column.notNull()
                && column.fallback().isEmpty()
                && !column.counted()
                && column.generated() == Column.Generated.NO;
    }
}
