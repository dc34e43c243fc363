package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.ChangeRows;
import io.github.databasemigration.engine.check.model.Action.ConvertCharset;
import io.github.databasemigration.engine.check.model.Action.CreateTable;
import io.github.databasemigration.engine.check.model.Action.Drop;
import io.github.databasemigration.engine.check.model.Action.DropColumn;
import io.github.databasemigration.engine.check.model.Action.ModifyColumn;
import io.github.databasemigration.engine.check.model.Action.OnTable;
import io.github.databasemigration.engine.check.model.Action.Online;
import io.github.databasemigration.engine.check.model.Action.Rename;
import io.github.databasemigration.engine.check.model.Action.Truncate;
import io.github.databasemigration.engine.check.model.Kind;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.rule.MysqlWork.Effort;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tables of MySQL and MariaDB: how the server changes them, and what it loses. */
final class MysqlTables {
    private static final Set<String> BLOCKING_LOCKS = Set.of("SHARED", "EXCLUSIVE");
    private static final Set<Kind> HOLDING_ROWS = Set.of(Kind.TABLE, Kind.DATABASE, Kind.SCHEMA, Kind.PARTITION);

    static final List<Check> CHECKS = List.of(
            Check.each(
                    Rule.warning(
                                    "MY-ALG-01",
                                    "ALTER TABLE or CREATE INDEX without ALGORITHM or LOCK",
                                    "Where the server cannot do it instantly or in place it copies the table in"
                                            + " silence.",
                                    "ALGORITHM=INSTANT, or ALGORITHM=INPLACE with LOCK=NONE: then it refuses at once"
                                            + " instead")
                            .onLargeTables(),
                    Online.class,
                    (online, scene) ->
                            online.algorithm().isEmpty() && online.lock().isEmpty() && alters(online, scene)
                                    ? Remark.about(
                                            online.table(), "The server may copy " + online.table() + " in silence.")
                                    : Optional.empty()),
            Check.each(
                    Rule.error(
                                    "MY-ALG-02",
                                    "ALGORITHM=COPY, LOCK=SHARED or LOCK=EXCLUSIVE",
                                    "Writes wait, with EXCLUSIVE reads as well, as long as it takes.",
                                    "LOCK=NONE; where that is refused gh-ost, pt-online-schema-change or a window")
                            .onLargeTables(),
                    Online.class,
                    (online, scene) -> asksForWaiting(online) && scene.inUse(online.table())
                            ? Remark.about(online.table(), "Writes to " + online.table() + " wait until it is done.")
                            : Optional.empty()),
            Check.each(
                    Rule.error(
                                    "MY-CS-01",
                                    "CONVERT TO CHARACTER SET",
                                    "The whole table is copied, and writes wait for it.",
                                    "gh-ost, pt-online-schema-change or a window")
                            .onLargeTables(),
                    ConvertCharset.class,
                    (convert, scene) -> scene.inUse(convert.table())
                            ? Remark.about(
                                    convert.table(), "Writes to " + convert.table() + " wait until it is copied.")
                            : Optional.empty()),
            Check.whole(
                    Rule.warning(
                            "MY-OSC-01",
                            "A large table is written anew",
                            "Replicas apply it after the primary is done, and lag behind as long as it took.",
                            "gh-ost or pt-online-schema-change, which wait for replicas"),
                    MysqlTables::rebuilt),
            new Check(
                    Rule.error(
                            "MY-REN-01",
                            "Something that is in use is renamed, dropped or emptied",
                            "Rows are lost, or the old version of the application, which still runs, fails.",
                            "first a version of the application that does without; then drop it, with a backup;"
                                    + " for renames a new column or a view beside the old name"),
                    scene -> scene.statement().actions().stream()
                            .flatMap(action -> gone(action, scene).stream())
                            .toList()));

    private MysqlTables() {}

    /** Dropping an index or renaming needs no ALGORITHM: it is never a copy. */
    private static boolean alters(Online online, Scene scene) {
        return scene.inUse(online.table())
                && scene.statement().actions().stream()
                        .anyMatch(action -> !(action instanceof Online)
                                && !(action instanceof Rename)
                                && !(action instanceof Drop));
    }

    private static boolean asksForCopy(Action action) {
        return action instanceof Online online
                && online.algorithm().filter("COPY"::equals).isPresent();
    }

    private static boolean asksForWaiting(Online online) {
        return asksForCopy(online)
                || online.lock().filter(BLOCKING_LOCKS::contains).isPresent();
    }

    private static Optional<Remark> rebuilt(Scene scene) {
        return scene.statement().actions().stream()
                .filter(action -> action instanceof OnTable
                        && !(action instanceof CreateTable)
                        && (asksForCopy(action) || MysqlWork.of(action, scene).compareTo(Effort.REBUILD) >= 0))
                .map(action -> ((OnTable) action).table())
                .filter(scene::isLarge)
                .findFirst()
                .flatMap(table -> Remark.about("All of " + table + " is written anew, here and on each replica."));
    }

    private static Optional<Remark> gone(Action action, Scene scene) {
        if (action instanceof Drop drop) {
            return HOLDING_ROWS.contains(drop.kind()) && !drop.temporary()
                    ? lost(drop.objects().stream().filter(scene::inUse))
                    : Optional.empty();
        } else if (action instanceof Truncate truncate) {
            return lost(truncate.tables().stream().filter(scene::inUse));
        } else if (action instanceof DropColumn drop) {
            return MysqlColumns.wasThere(drop, scene)
                    ? Remark.about("The data of " + drop.table() + "." + drop.column() + " is lost.")
                    : Optional.empty();
        } else if (action instanceof ChangeRows change) {
            return Rows.everyRow(change, scene);
        } else if (action instanceof CreateTable create && create.replaces()) {
            return lost(Stream.of(create.table()).filter(scene::inUse));
        }
        return renamed(action, scene);
    }

    private static Optional<Remark> renamed(Action action, Scene scene) {
        boolean column = action instanceof ModifyColumn modify
                && !modify.column().equalsIgnoreCase(modify.to().name())
                && !scene.schema().isNew(modify.table(), modify.column());
        boolean other = action instanceof Rename rename
                && (rename.kind() == Kind.TABLE || rename.kind() == Kind.COLUMN)
                && scene.inUse(rename.object())
                && !(rename.kind() == Kind.COLUMN
                        && scene.schema().isNew(rename.object(), rename.from().orElse("")));
        return column || other
                ? Remark.about("Applications that use the old name on "
                        + action.tables().get(0) + " fail.")
                : Optional.empty();
    }

    private static Optional<Remark> lost(Stream<Name> objects) {
        List<String> names = objects.map(Name::toString).toList();
        return names.isEmpty()
                ? Optional.empty()
                : Remark.about("The rows of " + String.join(", ", names) + " are lost.");
    }
}
