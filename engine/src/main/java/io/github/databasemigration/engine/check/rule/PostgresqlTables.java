package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.check.model.Action.AddEnumValue;
import io.github.databasemigration.engine.check.model.Action.ConstrainDomain;
import io.github.databasemigration.engine.check.model.Action.CreateTrigger;
import io.github.databasemigration.engine.check.model.Action.Drop;
import io.github.databasemigration.engine.check.model.Action.DropColumn;
import io.github.databasemigration.engine.check.model.Action.DropConstraint;
import io.github.databasemigration.engine.check.model.Action.Rename;
import io.github.databasemigration.engine.check.model.Action.RenameEnumValue;
import io.github.databasemigration.engine.check.model.Action.Rewrite;
import io.github.databasemigration.engine.check.model.Action.Truncate;
import io.github.databasemigration.engine.check.model.Kind;
import io.github.databasemigration.engine.check.model.Name;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tables, types and other objects of PostgreSQL. */
final class PostgresqlTables {
    private static final Set<Kind> USED_BY_NAME =
            Set.of(Kind.TABLE, Kind.VIEW, Kind.MATERIALIZED_VIEW, Kind.SCHEMA, Kind.DATABASE);

    static final List<Check> CHECKS = List.of(
            Check.each(
                    Rule.error(
                            "PG-TBL-01",
                            "DROP TABLE",
                            "Its rows are gone, and the old version of the application, which still runs, fails.",
                            "first a version of the application that does not use it; rename it and wait; then drop it,"
                                    + " with a backup"),
                    Drop.class,
                    (drop, scene) -> drop.kind() == Kind.TABLE ? lost(used(drop, scene)) : Optional.empty()),
            Check.each(
                    Rule.error(
                            "PG-TBL-02",
                            "A table, view or schema is renamed",
                            "The old version of the application, which still runs, fails at once.",
                            "a view of the old name, until nobody uses it any more"),
                    Rename.class,
                    (rename, scene) -> USED_BY_NAME.contains(rename.kind()) && scene.inUse(rename.object())
                            ? Remark.about("Applications that use " + rename.object() + " fail.")
                            : Optional.empty()),
            Check.each(
                    Rule.error(
                            "PG-TBL-03",
                            "TRUNCATE",
                            "All rows are gone; with CASCADE those of every table that refers to it, too.",
                            "DELETE in batches, with a backup"),
                    Truncate.class,
                    (truncate, scene) ->
                            lost(truncate.tables().stream().filter(scene::inUse).toList())),
            new Check(
                    Rule.error(
                            "PG-TBL-04",
                            "DROP SCHEMA, DROP DATABASE, or any DROP … CASCADE",
                            "Nobody can see from the statement what is lost.",
                            "drop each object by its name"),
                    PostgresqlTables::unbounded),
            Check.each(
                    Rule.error(
                            "PG-TBL-05",
                            "A table is written anew as a whole",
                            "VACUUM FULL, CLUSTER and a change of tablespace, access method or logging copy the table"
                                    + " under an ACCESS EXCLUSIVE lock.",
                            "pg_repack, or a maintenance window"),
                    Rewrite.class,
                    (rewrite, scene) -> scene.inUse(rewrite.table())
                            ? Remark.about("Everybody who uses " + orEvery(rewrite.table())
                                    + " waits while all of it is written anew (" + rewrite.how() + ").")
                            : Optional.empty()),
            Check.each(
                    Rule.warning(
                            "PG-TRG-01",
                            "CREATE TRIGGER on a table in use",
                            "It takes a SHARE ROW EXCLUSIVE lock: writes wait, behind a long one for long.",
                            "a time of little traffic, and a lock timeout"),
                    CreateTrigger.class,
                    (create, scene) -> scene.inUse(create.table())
                            ? Remark.about("Writes to " + create.table() + " wait for the lock.")
                            : Optional.empty()),
            Check.each(
                    Rule.error(
                            "PG-ENUM-01",
                            "RENAME VALUE of an enum",
                            "The old version of the application, which still runs, reads and writes the old value.",
                            "add the new value, let the application understand both, keep the old one"),
                    RenameEnumValue.class,
                    (rename, scene) -> scene.schema().isNewType(rename.type())
                            ? Optional.empty()
                            : Remark.about("Applications that use '" + rename.value() + "' fail.")),
            Check.each(
                    Rule.warning(
                            "PG-ENUM-02",
                            "ADD VALUE without a position, or used in the same transaction",
                            "Without BEFORE or AFTER it sorts last, which cannot be changed later. Within its own"
                                    + " transaction the server refuses the new value.",
                            "BEFORE or AFTER, in a migration of its own"),
                    AddEnumValue.class,
                    PostgresqlTables::enumValue),
            Check.each(
                    Rule.warning(
                            "PG-DOM-01",
                            "A domain with a constraint",
                            "Each constraint is checked in every table that uses the domain, and cannot be loosened for"
                                    + " one of them.",
                            "a check on the table, NOT VALID at first"),
                    ConstrainDomain.class,
                    (constrain, scene) -> constrain.created() || constrain.validated()
                            ? Remark.about("The constraint of " + constrain.domain() + " holds wherever it is used.")
                            : Optional.empty()),
            Check.whole(
                    Rule.warning(
                            "PG-ID-01",
                            "A name longer than 63 bytes",
                            "The server cuts it off in silence; two such names may become one.",
                            "a shorter name"),
                    scene -> scene.statement().longNames().stream()
                            .findFirst()
                            .flatMap(name -> Remark.about(name + " is cut off."))));

    private PostgresqlTables() {}

    private static List<Name> used(Drop drop, Scene scene) {
        return drop.objects().stream().filter(scene::inUse).toList();
    }

    private static Optional<Remark> lost(List<Name> tables) {
        return tables.isEmpty()
                ? Optional.empty()
                : Remark.about("The rows of "
                        + tables.stream().map(Name::toString).collect(Collectors.joining(", ")) + " are lost.");
    }

    private static String orEvery(Name table) {
        return table.object().isEmpty() ? "any table" : table.toString();
    }

    private static List<Remark> unbounded(Scene scene) {
        return scene.statement().actions().stream()
                .flatMap(action -> {
                    if (action instanceof Drop drop
                            && (drop.cascade() || drop.kind() == Kind.SCHEMA || drop.kind() == Kind.DATABASE)) {
                        return Remark.about(
                                "Everything in or behind " + drop.objects().get(0) + " is dropped.")
                                .stream();
                    }
                    boolean cascade = action instanceof DropColumn column && column.cascade()
                            || action instanceof DropConstraint constraint && constraint.cascade();
                    return cascade
                            ? Remark.about("Everything that depends on it is dropped.").stream()
                            : java.util.stream.Stream.<Remark>empty();
                })
                .toList();
    }

    private static Optional<Remark> enumValue(AddEnumValue add, Scene scene) {
        if (scene.schema().isNewType(add.type())) {
            return Optional.empty();
        }
        boolean used = scene.migration().transactional()
                && scene.migration().statements().stream()
                        .skip(scene.index() + 1L)
                        .anyMatch(later -> later.literals().contains(add.value()));
        if (used) {
            return Remark.about("The server refuses '" + add.value() + "' in the transaction that adds it.");
        }
        return add.positioned() ? Optional.empty() : Remark.about("'" + add.value() + "' sorts last for ever.");
    }
}
