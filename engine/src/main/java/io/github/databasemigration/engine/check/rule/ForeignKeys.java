package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.AddColumn;
import io.github.databasemigration.engine.check.model.Action.AddConstraint;
import io.github.databasemigration.engine.check.model.Action.CreateIndex;
import io.github.databasemigration.engine.check.model.Action.CreateTable;
import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.target.Table.Index;
import java.util.List;
import java.util.stream.Stream;

/** Foreign keys of PostgreSQL and the indexes they want, which the server does not make by itself. */
final class ForeignKeys {
    static final List<Check> CHECKS = List.of(new Check(
            Rule.warning(
                    "PG-FK-01",
                    "A foreign key without an index on the referencing columns",
                    "Each DELETE or key change in the table it refers to reads all of the referencing table.",
                    "CREATE INDEX CONCURRENTLY on the referencing columns, before the foreign key"),
            ForeignKeys::unindexed));

    private ForeignKeys() {}

    /** A constraint and the table that gets it. */
    private record Key(Name table, Constraint constraint) {}

    private static List<Remark> unindexed(Scene scene) {
        return scene.statement().actions().stream()
                .flatMap(ForeignKeys::constraints)
                .filter(key -> key.constraint().kind() == Constraint.Kind.FOREIGN_KEY && !indexed(key, scene))
                .flatMap(key -> Remark.about(key.table() + " has no index on "
                                + String.join(", ", key.constraint().columns()) + ".")
                        .stream())
                .toList();
    }

    private static Stream<Key> constraints(Action action) {
        if (action instanceof AddConstraint add) {
            return Stream.of(new Key(add.table(), add.constraint()));
        } else if (action instanceof AddColumn add) {
            return add.column().constraints().stream().map(each -> new Key(add.table(), each));
        } else if (action instanceof CreateTable create) {
            return Stream.concat(
                            create.constraints().stream(),
                            create.columns().stream().flatMap(column -> column.constraints().stream()))
                    .map(each -> new Key(create.table(), each));
        }
        return Stream.empty();
    }

    /** Whether there is an index, or the plan makes one anywhere. */
    private static boolean indexed(Key key, Scene scene) {
        Stream<Index> before = scene.schema().existing(key.table()).stream().flatMap(table -> table.indexes().stream());
        Stream<Index> planned = scene.plan().stream()
                .flatMap(migration -> migration.statements().stream())
                .flatMap(statement -> statement.actions().stream())
                .flatMap(action -> indexes(action, key.table()));
        return Stream.concat(before, planned)
                .anyMatch(index -> index.serves(key.constraint().columns()));
    }

    private static Stream<Index> indexes(Action action, Name table) {
        if (action instanceof CreateIndex create) {
            return create.table().matches(table)
                    ? Stream.of(new Index(create.index().orElse(""), create.columns()))
                    : Stream.empty();
        }
        return constraints(action)
                .filter(key -> key.table().matches(table)
                        && (key.constraint().kind() == Constraint.Kind.PRIMARY_KEY
                                || key.constraint().kind() == Constraint.Kind.UNIQUE))
                .map(key -> new Index("", key.constraint().columns()));
    }
}
