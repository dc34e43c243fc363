package io.github.databasemigration.engine.undo;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.ChangeRows;
import io.github.databasemigration.engine.check.model.Action.ChangeType;
import io.github.databasemigration.engine.check.model.Action.Drop;
import io.github.databasemigration.engine.check.model.Action.DropColumn;
import io.github.databasemigration.engine.check.model.Action.DropConstraint;
import io.github.databasemigration.engine.check.model.Action.ModifyColumn;
import io.github.databasemigration.engine.check.model.Action.Truncate;
import java.util.Locale;

/** Why an action cannot be taken back by a statement. */
final class Losses {
    private Losses() {}

    static String of(Action action) {
        if (action instanceof ChangeRows rows) {
            return "rows of " + rows.table() + " are changed ("
                    + rows.change().name().toLowerCase(Locale.ROOT) + ")";
        } else if (action instanceof Drop drop) {
            return "a " + drop.kind().words() + " is dropped";
        } else if (action instanceof DropColumn drop) {
            return "column " + drop.column() + " is dropped with what is in it";
        } else if (action instanceof Truncate) {
            return "a table is emptied";
        } else if (action instanceof ChangeType || action instanceof ModifyColumn) {
            return "a column is defined anew, and how it was is not in the script";
        } else if (action instanceof DropConstraint) {
            return "a constraint is dropped, and what it was is not in the script";
        }
        return "it is none of what can be taken back by itself";
    }
}
