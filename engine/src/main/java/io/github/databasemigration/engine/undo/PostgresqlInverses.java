package io.github.databasemigration.engine.undo;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.AddColumn;
import io.github.databasemigration.engine.check.model.Action.AddConstraint;
import io.github.databasemigration.engine.check.model.Action.CreateEnum;
import io.github.databasemigration.engine.check.model.Action.CreateIndex;
import io.github.databasemigration.engine.check.model.Action.Rename;
import io.github.databasemigration.engine.check.model.Action.SetNotNull;
import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What takes actions back on PostgreSQL. */
final class PostgresqlInverses extends CommonInverses {
    @Override
    Inverse dropped(AddColumn add, Before before) {
        return Inverse.by(
                alter(add.table(), "DROP COLUMN " + before.quoted(add.column().name()), before));
    }

    @Override
    Inverse dropped(CreateIndex create, Name index, Before before) {
        return Inverse.by("DROP INDEX " + (create.concurrently() ? "CONCURRENTLY " : "") + before.quoted(index));
    }

    @Override
    Inverse constrained(AddConstraint add, Before before) {
        Constraint constraint = add.constraint();
        if (constraint.index().isPresent()) {
            return Inverse.none("the constraint takes an index over, which would go with it");
        }
        List<String> statements = new ArrayList<>();
        statements.add(alter(
                add.table(),
                "DROP CONSTRAINT " + before.quoted(constraint.name().orElseThrow()),
                before));
        if (constraint.kind() == Constraint.Kind.PRIMARY_KEY) {
            // The key makes its columns NOT NULL, and they stay so without it.
            if (before.known(add.table()).isEmpty()) {
                return Inverse.none(UNKNOWN);
            }
            constraint.columns().stream()
                    .filter(column -> nullable(add.table(), column, before))
                    .map(column ->
                            alter(add.table(), "ALTER COLUMN " + before.quoted(column) + " DROP NOT NULL", before))
                    .forEach(statements::add);
        }
        return new Inverse(statements, Optional.empty());
    }

    @Override
    Optional<String> renamed(Rename rename, Before before) {
        Name now = new Name(rename.object().schema(), rename.to());
        return switch (rename.kind()) {
            case TABLE -> Optional.of(alter(now, renaming("", rename.object().object(), before), before));
            case INDEX ->
                Optional.of("ALTER INDEX " + before.quoted(now) + " "
                        + renaming("", rename.object().object(), before));
            case CONSTRAINT ->
                rename.from()
                        .map(from -> alter(
                                rename.object(),
                                renaming("CONSTRAINT " + before.quoted(rename.to()) + " ", from, before),
                                before));
            default -> Optional.empty();
        };
    }

    private static String renaming(String what, String to, Before before) {
        return "RENAME " + what + "TO " + before.quoted(to);
    }

    @Override
    Inverse required(SetNotNull set, Before before) {
        return nullable(set.table(), set.column(), before)
                ? Inverse.by(
                        alter(set.table(), "ALTER COLUMN " + before.quoted(set.column()) + " DROP NOT NULL", before))
                : Inverse.none(UNKNOWN);
    }

    @Override
    Inverse other(Action action, Before before) {
        return action instanceof CreateEnum create
                ? Inverse.by("DROP TYPE " + before.quoted(create.type()))
                : Inverse.none(Losses.of(action));
    }
}
