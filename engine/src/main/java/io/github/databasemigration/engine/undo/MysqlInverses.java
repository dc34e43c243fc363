package io.github.databasemigration.engine.undo;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.AddColumn;
import io.github.databasemigration.engine.check.model.Action.AddConstraint;
import io.github.databasemigration.engine.check.model.Action.CreateIndex;
import io.github.databasemigration.engine.check.model.Action.Online;
import io.github.databasemigration.engine.check.model.Action.Rename;
import io.github.databasemigration.engine.check.model.Action.SetNotNull;
import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.target.Table;
import java.util.Optional;

/** What takes actions back on MariaDB and MySQL. */
final class MysqlInverses extends CommonInverses {
    @Override
    Inverse dropped(AddColumn add, Before before) {
        return add.column().constraints().stream().anyMatch(each -> each.kind() != Constraint.Kind.NOT_NULL)
                ? Inverse.none("the column comes with a constraint: add that in a statement of its own")
                : Inverse.by(alter(
                        add.table(), "DROP COLUMN " + before.quoted(add.column().name()), before));
    }

    @Override
    Inverse dropped(CreateIndex create, Name index, Before before) {
        return Inverse.by(alter(create.table(), "DROP INDEX " + before.quoted(index.object()), before));
    }

    @Override
    Inverse constrained(AddConstraint add, Before before) {
        Constraint constraint = add.constraint();
        String name = before.quoted(constraint.name().orElseThrow());
        return switch (constraint.kind()) {
            case UNIQUE -> Inverse.by(alter(add.table(), "DROP INDEX " + name, before));
            case CHECK -> Inverse.by(alter(add.table(), "DROP CONSTRAINT " + name, before));
            case FOREIGN_KEY -> foreignKey(add, name, before);
            default -> Inverse.none("the key changes the columns that it is made of");
        };
    }

    /** The server makes an index for a foreign key that has none, and leaves it there when the key goes. */
    private static Inverse foreignKey(AddConstraint add, String name, Before before) {
        Optional<Table> table = before.known(add.table());
        String drop = alter(add.table(), "DROP FOREIGN KEY " + name, before);
        if (table.isEmpty()) {
            return Inverse.none(UNKNOWN);
        }
        boolean served = table.get().indexes().stream()
                .anyMatch(index -> index.serves(add.constraint().columns()));
        return served ? Inverse.by(drop) : Inverse.by(drop, alter(add.table(), "DROP INDEX " + name, before));
    }

    @Override
    Optional<String> renamed(Rename rename, Before before) {
        Name now = new Name(rename.object().schema(), rename.to());
        return switch (rename.kind()) {
            case TABLE -> Optional.of("RENAME TABLE " + before.quoted(now) + " TO " + before.quoted(rename.object()));
            case INDEX ->
                rename.from()
                        .map(from -> alter(
                                rename.object(),
                                "RENAME INDEX " + before.quoted(rename.to()) + " TO " + before.quoted(from),
                                before));
            default -> Optional.empty();
        };
    }

    @Override
    Inverse required(SetNotNull set, Before before) {
        return Inverse.none(UNKNOWN);
    }

    @Override
    Inverse other(Action action, Before before) {
        return action instanceof Online ? Inverse.nothing() : Inverse.none(Losses.of(action));
    }
}
