package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.check.model.Action.Change;
import io.github.databasemigration.engine.check.model.Action.ChangePrivileges;
import io.github.databasemigration.engine.check.model.Action.ChangeRows;
import io.github.databasemigration.engine.check.target.Table;
import java.util.List;
import java.util.Optional;

/** Rows and privileges of PostgreSQL. */
final class Rows {
    static final List<Check> CHECKS = List.of(
            Check.each(
                    Rule.error(
                            "PG-DML-01",
                            "UPDATE or DELETE without WHERE",
                            "Every row of the table is changed.",
                            "WHERE, in batches; for all rows on purpose: WHERE true"),
                    ChangeRows.class,
                    Rows::everyRow),
            Check.whole(
                    Rule.warning(
                            "PG-DML-02",
                            "Many rows in one statement",
                            "One long transaction: row locks, bloat, replicas that lag behind.",
                            "batches of some thousand rows, each a transaction of its own"),
                    Rows::manyRows));

    private Rows() {}

    static Optional<Remark> everyRow(ChangeRows change, Scene scene) {
        boolean every = !change.where() && (change.change() == Change.UPDATE || change.change() == Change.DELETE);
        return every && scene.inUse(change.table())
                ? Remark.about("Every row of " + change.table() + " is changed.")
                : Optional.empty();
    }

    private static Optional<Remark> manyRows(Scene scene) {
        List<ChangeRows> changes = scene.statement().actions(ChangeRows.class).stream()
                .filter(change -> !change.limited() && scene.inUse(change.table()))
                .toList();
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        return scene.catalogue()
                .rowsTouched(scene.statement().sql())
                .or(() -> all(changes, scene))
                .filter(count -> count >= scene.circumstances().largeRows())
                .flatMap(count -> Remark.about("The server expects to touch about " + count + " rows."));
    }

    /** What the server cannot explain yet, because the plan adds a column first, but needs no explanation either. */
    private static Optional<Long> all(List<ChangeRows> changes, Scene scene) {
        return changes.stream()
                .filter(change -> everyRow(change, scene).isPresent())
                .flatMap(change -> scene.schema().existing(change.table()).stream())
                .map(Table::rows)
                .max(Long::compare);
    }

    /** The one rule about privileges, for every platform. */
    static final Check PRIVILEGES = Check.each(
            Rule.error(
                    "SEC-01",
                    "Users, roles, or far-reaching privileges",
                    "Who may do what changes with a schema, unseen; a password in a script is in version control for"
                            + " ever.",
                    "outside of migrations, reviewed by those who are responsible for it"),
            ChangePrivileges.class,
            (change, scene) -> change.concerns().isEmpty()
                    ? Optional.empty()
                    : Remark.about("The statement " + String.join(" and ", change.concerns()) + "."));
}
