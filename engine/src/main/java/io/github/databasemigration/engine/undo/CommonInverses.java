package io.github.databasemigration.engine.undo;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.AddColumn;
import io.github.databasemigration.engine.check.model.Action.AddConstraint;
import io.github.databasemigration.engine.check.model.Action.CreateIndex;
import io.github.databasemigration.engine.check.model.Action.CreateTable;
import io.github.databasemigration.engine.check.model.Action.OnTable;
import io.github.databasemigration.engine.check.model.Action.Rename;
import io.github.databasemigration.engine.check.model.Action.SetNotNull;
import io.github.databasemigration.engine.check.model.Action.SetVariable;
import io.github.databasemigration.engine.check.model.Kind;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.target.Table;
import java.util.Optional;

/** What is the same on all platforms, and which words are not. */
abstract class CommonInverses implements Inverses {
    static final String UNKNOWN = "what was there before is not known";

    @Override
    public final Inverse of(Action action, Before before) {
        if (action instanceof CreateTable create) {
            return create(create, before);
        } else if (action instanceof OnTable on && before.createdHere(on.table())) {
            // It goes with its table.
            return Inverse.nothing();
        } else if (action instanceof SetVariable) {
            return Inverse.nothing();
        } else if (action instanceof AddColumn add) {
            return added(add, before);
        } else if (action instanceof CreateIndex create) {
            return created(create, before);
        } else if (action instanceof AddConstraint add) {
            return add.constraint().name().isEmpty()
                    ? Inverse.none("the constraint has no name: give it one")
                    : constrained(add, before);
        } else if (action instanceof Rename rename) {
            return again(rename, before);
        } else if (action instanceof SetNotNull set) {
            return required(set, before);
        }
        return other(action, before);
    }

    private static Inverse create(CreateTable create, Before before) {
        if (create.temporary()) {
            return Inverse.nothing();
        }
        return before.absent(create.table()) && !create.replaces()
                ? Inverse.by("DROP TABLE " + before.quoted(create.table()))
                : Inverse.none("there may be such a table already");
    }

    private Inverse added(AddColumn add, Before before) {
        Optional<Table> table = before.known(add.table());
        boolean absent = table.isPresent()
                ? !table.get().columns().containsKey(add.column().name())
                : !add.ifNotExists();
        return absent ? dropped(add, before) : Inverse.none("there may be such a column already");
    }

    private Inverse created(CreateIndex create, Before before) {
        if (create.index().isEmpty()) {
            return Inverse.none("the index has no name: give it one");
        }
        Name index = new Name(create.table().schema(), create.index().get());
        return create.ifNotExists() && !before.indexAbsent(index)
                ? Inverse.none("there may be such an index already")
                : dropped(create, index, before);
    }

    private Inverse again(Rename rename, Before before) {
        if (before.createdHere(rename.object())) {
            return rename.kind() == Kind.TABLE
                    ? Inverse.none("a table that this migration creates gets another name: create it under that")
                    : Inverse.nothing();
        } else if (rename.to().contains(".")) {
            return Inverse.none("it may be moved to another schema");
        }
        Optional<String> back = rename.kind() == Kind.COLUMN
                ? rename.from()
                        .map(from -> alter(
                                rename.object(),
                                "RENAME COLUMN " + before.quoted(rename.to()) + " TO " + before.quoted(from),
                                before))
                : renamed(rename, before);
        return back.map(Inverse::by)
                .orElseGet(() -> Inverse.none("a " + rename.kind().words() + " gets another name"));
    }

    /** Whether a column is known to take NULL. */
    static boolean nullable(Name table, String column, Before before) {
        return before.known(table)
                .map(known -> known.columns().get(column))
                .filter(known -> !known.notNull())
                .isPresent();
    }

    abstract Inverse dropped(AddColumn add, Before before);

    abstract Inverse dropped(CreateIndex create, Name index, Before before);

    abstract Inverse constrained(AddConstraint add, Before before);

    /** What gives a table, an index or a constraint its name back; empty where that is not known. */
    abstract Optional<String> renamed(Rename rename, Before before);

    abstract Inverse required(SetNotNull set, Before before);

    abstract Inverse other(Action action, Before before);

    static String alter(Name table, String what, Before before) {
        return "ALTER TABLE " + before.quoted(table) + " " + what;
    }
}
