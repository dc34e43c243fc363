package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.AddColumn;
import io.github.databasemigration.engine.check.model.Action.ChangeType;
import io.github.databasemigration.engine.check.model.Action.CreateTable;
import io.github.databasemigration.engine.check.model.Action.DropColumn;
import io.github.databasemigration.engine.check.model.Action.DropNotNull;
import io.github.databasemigration.engine.check.model.Action.Rename;
import io.github.databasemigration.engine.check.model.Column;
import io.github.databasemigration.engine.check.model.Column.Generated;
import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Kind;
import io.github.databasemigration.engine.check.model.Name;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Columns of PostgreSQL. */
final class PostgresqlColumns {
    private static final Set<String> SMALL_NUMBERS = Set.of("int4", "int2");

    static final List<Check> CHECKS = List.of(
            Check.each(
                    Rule.error(
                            "PG-COL-01",
                            "ADD COLUMN NOT NULL without a default",
                            "It fails as soon as the table has a row.",
                            "add it without NOT NULL, fill it in batches, then NOT NULL by a validated check"),
                    AddColumn.class,
                    PostgresqlColumns::withoutValue),
            Check.each(
                    Rule.error(
                                    "PG-COL-02",
                                    "ADD COLUMN with a volatile default",
                                    "A value for each row: the whole table is written anew under an ACCESS EXCLUSIVE"
                                            + " lock. now() and constants are free of that (PostgreSQL 11).",
                                    "add it without a default, SET DEFAULT for new rows, fill the old ones in batches")
                            .onLargeTables(),
                    AddColumn.class,
                    (add, scene) -> rewritten(add, scene, volatileDefault(add.column(), scene))),
            Check.each(
                    Rule.error(
                                    "PG-COL-03",
                                    "ADD COLUMN … GENERATED ALWAYS AS … STORED",
                                    "It is computed for each row: the whole table is written anew under an ACCESS"
                                            + " EXCLUSIVE lock.",
                                    "an ordinary column with a trigger, filled in batches; a virtual column"
                                            + " (PostgreSQL 18)")
                            .onLargeTables(),
                    AddColumn.class,
                    (add, scene) -> rewritten(add, scene, add.column().generated() == Generated.STORED)),
            Check.each(
                    Rule.error(
                                    "PG-COL-04",
                                    "ADD COLUMN with serial or identity",
                                    "Each row gets a number: the whole table is written anew under an ACCESS EXCLUSIVE"
                                            + " lock.",
                                    "an ordinary column, a sequence as its default, old rows in batches")
                            .onLargeTables(),
                    AddColumn.class,
                    (add, scene) -> rewritten(add, scene, add.column().counted())),
            Check.each(
                    Rule.error(
                                    "PG-COL-05",
                                    "A type whose values are other bytes, or that a check is about",
                                    "Table and indexes are written anew under an ACCESS EXCLUSIVE lock; checks of the"
                                            + " column read every row again even where the bytes stay.",
                                    "a new column, written by the application beside the old one, filled in batches,"
                                            + " then swapped")
                            .onLargeTables(),
                    ChangeType.class,
                    PostgresqlColumns::changed),
            Check.each(
                    Rule.error(
                            "PG-COL-06",
                            "DROP COLUMN",
                            "Its data is gone, and the old version of the application, which still runs, fails.",
                            "first a version of the application that does not read it, then drop it, with a backup"),
                    DropColumn.class,
                    (drop, scene) -> scene.schema().isNew(drop.table(), drop.column())
                            ? Optional.empty()
                            : Remark.about("The data of " + drop.table() + "." + drop.column()
                                    + " is lost, and applications that use it fail.")),
            Check.each(
                    Rule.error(
                            "PG-COL-07",
                            "RENAME COLUMN",
                            "The old version of the application, which still runs, fails at once.",
                            "a new column beside the old one (expand), later drop the old one (contract)"),
                    Rename.class,
                    (rename, scene) -> rename.kind() == Kind.COLUMN
                                    && !scene.schema()
                                            .isNew(
                                                    rename.object(),
                                                    rename.from().orElse(""))
                            ? Remark.about("Applications that use " + rename.object() + "."
                                    + rename.from().orElse("") + " fail.")
                            : Optional.empty()),
            new Check(
                    Rule.warning(
                            "PG-COL-08",
                            "A json column",
                            "json has no equality: SELECT DISTINCT and UNION over it fail.",
                            "jsonb"),
                    scene -> columns(scene)
                            .filter(column -> column.type().name().equals("json")
                                    && !column.type().array())
                            .flatMap(column -> Remark.about(column.name() + " is json, not jsonb.").stream())
                            .toList()),
            Check.each(
                    Rule.warning(
                            "PG-COL-09",
                            "DROP NOT NULL",
                            "Applications may rely on a value being there.",
                            "make sure that every reader can do with NULL first"),
                    DropNotNull.class,
                    (drop, scene) -> scene.schema().isNew(drop.table(), drop.column())
                                    || scene.schema().setPresent(drop.table(), drop.column())
                                    || nullable(drop, scene)
                            ? Optional.empty()
                            : Remark.about(drop.table() + "." + drop.column() + " may be NULL from now on.")),
            Check.each(
                    Rule.error(
                            "PG-COL-10",
                            "ADD COLUMN with UNIQUE, CHECK, or REFERENCES and a default",
                            "The constraint is checked under the lock of ADD COLUMN, as if it were added without NOT"
                                    + " VALID.",
                            "add the column alone, and the constraint as one of the table"),
                    AddColumn.class,
                    PostgresqlColumns::inline),
            new Check(
                    Rule.warning(
                            "PG-INT-01",
                            "A primary key of four bytes or less",
                            "Numbers run out at 2,147,483,647, and to widen the key then writes the whole table anew.",
                            "bigint GENERATED ALWAYS AS IDENTITY"),
                    PostgresqlColumns::smallKeys));

    private PostgresqlColumns() {}

    private static Optional<Remark> withoutValue(AddColumn add, Scene scene) {
        Column column = add.column();
        boolean empty = scene.schema()
                .existing(add.table())
                .filter(table -> table.rows() == 0)
                .isPresent();
        return scene.inUse(add.table())
                        && !empty
                        && column.notNull()
                        && column.fallback().isEmpty()
                        && column.generated() == Generated.NO
                        && !column.counted()
                ? Remark.about("It fails unless " + add.table() + " is empty.")
                : Optional.empty();
    }

    private static boolean volatileDefault(Column column, Scene scene) {
        return column.fallback().stream()
                .flatMap(fallback -> fallback.functions().stream())
                .anyMatch(scene.catalogue()::isVolatile);
    }

    private static Optional<Remark> rewritten(AddColumn add, Scene scene, boolean rewritten) {
        return rewritten && scene.inUse(add.table())
                ? Remark.about(
                        add.table(), "Everybody who uses " + add.table() + " waits while all of it is written anew.")
                : Optional.empty();
    }

    private static Optional<Remark> changed(ChangeType change, Scene scene) {
        if (!scene.inUse(change.table()) || scene.schema().isNew(change.table(), change.column())) {
            return Optional.empty();
        }
        boolean free = !change.converted()
                && !change.collated()
                && scene.schema()
                        .existing(change.table(), change.column())
                        .filter(column -> scene.catalogue().sameBytes(column.type(), change.type()))
                        .isPresent();
        if (free && inCheck(change, scene)) {
            return Remark.about(
                    change.table(),
                    "Everybody who uses " + change.table() + " waits while a check of " + change.column()
                            + " reads every row again.");
        }
        return free
                ? Optional.empty()
                : Remark.about(
                        change.table(),
                        "Everybody who uses " + change.table() + " waits while all of it is written anew.");
    }

    /** The server makes such checks anew, and so believes nothing of them. */
    private static boolean inCheck(ChangeType change, Scene scene) {
        return scene.schema().existing(change.table()).stream()
                .flatMap(table -> table.constraints().stream())
                .anyMatch(each ->
                        each.kind() == Constraint.Kind.CHECK && each.columns().contains(change.column()));
    }

    private static boolean nullable(DropNotNull drop, Scene scene) {
        return scene.schema()
                .existing(drop.table(), drop.column())
                .filter(column -> !column.notNull())
                .isPresent();
    }

    private static Optional<Remark> inline(AddColumn add, Scene scene) {
        boolean valued = add.column().fallback().isPresent();
        boolean checked = add.column().constraints().stream()
                .anyMatch(each -> each.kind() != Constraint.Kind.FOREIGN_KEY || valued);
        return checked && scene.inUse(add.table())
                ? Remark.about("Everybody who uses " + add.table() + " waits while the constraint is checked.")
                : Optional.empty();
    }

    /** The columns that a statement defines. */
    private static Stream<Column> columns(Scene scene) {
        return scene.statement().actions().stream().flatMap(PostgresqlColumns::columns);
    }

    private static Stream<Column> columns(Action action) {
        if (action instanceof CreateTable create) {
            return create.temporary() ? Stream.empty() : create.columns().stream();
        }
        return action instanceof AddColumn add ? Stream.of(add.column()) : Stream.empty();
    }

    private static List<Remark> smallKeys(Scene scene) {
        return scene.statement().actions().stream()
                .flatMap(action -> columns(action)
                        .filter(column -> isKey(column, action)
                                && SMALL_NUMBERS.contains(column.type().name()))
                        .flatMap(column ->
                                Remark.about(name(action) + "." + column.name() + " is " + column.type() + ".")
                                        .stream()))
                .toList();
    }

    private static boolean isKey(Column column, Action action) {
        Stream<Constraint> ofTable =
                action instanceof CreateTable create ? create.constraints().stream() : Stream.empty();
        return Stream.concat(column.constraints().stream(), ofTable)
                .anyMatch(each -> each.kind() == Constraint.Kind.PRIMARY_KEY
                        && each.columns().equals(List.of(column.name())));
    }

    private static Name name(Action action) {
        return ((Action.OnTable) action).table();
    }
}
