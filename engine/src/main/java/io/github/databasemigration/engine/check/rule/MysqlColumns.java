package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.check.model.Action.AddColumn;
import io.github.databasemigration.engine.check.model.Action.DropColumn;
import io.github.databasemigration.engine.check.model.Action.ModifyColumn;
import io.github.databasemigration.engine.check.model.Column;
import io.github.databasemigration.engine.check.model.Column.Generated;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.model.Type;
import io.github.databasemigration.engine.check.target.Table;
import java.util.List;
import java.util.Optional;

/** Columns of MySQL and MariaDB. */
final class MysqlColumns {
    /** InnoDB refuses the 65th instant change of a table. */
    private static final int NEARLY_TOO_MANY = 60;

    static final List<Check> CHECKS = List.of(
            Check.each(
                    Rule.error(
                                    "MY-COL-01",
                                    "MODIFY or CHANGE of a column's type",
                                    "The whole table is copied, and writes wait for it.",
                                    "a new column, filled in batches; or gh-ost, pt-online-schema-change")
                            .onLargeTables(),
                    ModifyColumn.class,
                    MysqlColumns::retyped),
            Check.each(
                    Rule.warning(
                            "MY-COL-02",
                            "ADD COLUMN NOT NULL without a default",
                            "The rows that are there silently get 0 or an empty text.",
                            "a DEFAULT that means something, or without NOT NULL and filled in batches"),
                    AddColumn.class,
                    MysqlColumns::withoutValue),
            Check.each(
                    Rule.error(
                                    "MY-COL-03",
                                    "ADD COLUMN with an expression as default",
                                    "A value for each row: the whole table is copied, and writes wait for it. MariaDB"
                                            + " evaluates all but uuid() and its like once, and needs no copy for those.",
                                    "add it without a default, SET DEFAULT for new rows, fill the old ones in batches")
                            .onLargeTables(),
                    AddColumn.class,
                    (add, scene) -> copied(add.table(), scene, MysqlWork.calculated(add.column(), scene))),
            Check.each(
                    Rule.warning(
                                    "MY-COL-04",
                                    "A column that becomes NOT NULL",
                                    "The whole table is written anew, and it fails on the first NULL.",
                                    "fill the column in batches first; the plan shows how many NULLs there are")
                            .onLargeTables(),
                    ModifyColumn.class,
                    (modify, scene) -> copied(modify.table(), scene, becomesNotNull(modify, scene))),
            Check.each(
                    Rule.warning(
                            "MY-COL-06",
                            "Nearly as many instant changes as a table can take",
                            "After 64 of them the server refuses ALGORITHM=INSTANT, or writes the table anew without"
                                    + " it.",
                            "OPTIMIZE TABLE in a window, which sets the count back"),
                    AddColumn.class,
                    (add, scene) -> worn(add.table(), scene)),
            Check.each(
                    Rule.error(
                                    "MY-COL-07",
                                    "A VARCHAR that needs a second byte for its length",
                                    "From 256 bytes on (64 characters of utf8mb4) the length takes two bytes: the whole"
                                            + " table is copied, and writes wait for it.",
                                    "stay below 256 bytes; or a new column, gh-ost, pt-online-schema-change")
                            .onLargeTables(),
                    ModifyColumn.class,
                    (modify, scene) -> copied(modify.table(), scene, crosses(modify, scene))),
            Check.each(
                    Rule.error(
                                    "MY-COL-08",
                                    "ADD COLUMN … STORED, or with AUTO_INCREMENT",
                                    "It is computed for each row: the whole table is copied, and writes wait for it."
                                            + " Replicas may number the rows differently.",
                                    "a VIRTUAL column; a new table")
                            .onLargeTables(),
                    AddColumn.class,
                    (add, scene) -> copied(
                            add.table(),
                            scene,
                            add.column().counted() || add.column().generated() == Generated.STORED)),
            Check.each(
                    Rule.error(
                                    "MY-ENUM-01",
                                    "Values of an ENUM or SET removed, reordered, or too many for a byte",
                                    "The whole table is copied, and writes wait for it; rows with a removed value make"
                                            + " it fail.",
                                    "only append values at the end")
                            .onLargeTables(),
                    ModifyColumn.class,
                    (modify, scene) -> copied(modify.table(), scene, revalued(modify, scene))));

    private MysqlColumns() {}

    private static Optional<Remark> copied(Name table, Scene scene, boolean copied) {
        return copied && scene.inUse(table)
                ? Remark.about(table, "All of " + table + " is written anew.")
                : Optional.empty();
    }

    private static Optional<Table.Column> before(ModifyColumn modify, Scene scene) {
        return scene.schema().existing(modify.table(), modify.column());
    }

    /** The types of other rules, ENUM and longer VARCHAR, are left to them. */
    private static Optional<Remark> retyped(ModifyColumn modify, Scene scene) {
        if (!scene.inUse(modify.table()) || scene.schema().isNew(modify.table(), modify.column())) {
            return Optional.empty();
        }
        Type to = modify.to().type();
        boolean retyped = before(modify, scene)
                .map(Table.Column::type)
                .map(from -> !MysqlWork.sameType(from, to)
                        && !MysqlWork.longer(from, to)
                        && !(listed(from) && from.name().equals(to.name())))
                .orElse(true);
        return copied(modify.table(), scene, retyped);
    }

    private static boolean listed(Type type) {
        return !type.values().isEmpty();
    }

    private static boolean revalued(ModifyColumn modify, Scene scene) {
        return before(modify, scene)
                .map(Table.Column::type)
                .filter(from -> listed(from)
                        && from.name().equals(modify.to().type().name())
                        && !MysqlWork.appended(from, modify.to().type()))
                .isPresent();
    }

    private static boolean crosses(ModifyColumn modify, Scene scene) {
        return before(modify, scene)
                .filter(column -> MysqlWork.longer(column.type(), modify.to().type())
                        && MysqlWork.crosses(column, modify.to().type(), scene))
                .isPresent();
    }

    private static boolean becomesNotNull(ModifyColumn modify, Scene scene) {
        return modify.to().notNull()
                && before(modify, scene).filter(column -> !column.notNull()).isPresent();
    }

    private static Optional<Remark> withoutValue(AddColumn add, Scene scene) {
        Column column = add.column();
        return scene.inUse(add.table())
                        && column.notNull()
                        && column.fallback().isEmpty()
                        && column.generated() == Generated.NO
                        && !column.counted()
                ? Remark.about("The rows of " + add.table() + " get 0 or an empty text.")
                : Optional.empty();
    }

    private static Optional<Remark> worn(Name table, Scene scene) {
        return scene.schema()
                .existing(table)
                .map(known -> scene.catalogue().instantChanges(known.name()))
                .filter(count -> count >= NEARLY_TOO_MANY)
                .flatMap(count -> Remark.about(table + " was changed instantly " + count + " times of 64."));
    }

    /** A column that a statement drops and that was there before. */
    static boolean wasThere(DropColumn drop, Scene scene) {
        return !scene.schema().isNew(drop.table(), drop.column());
    }
}
