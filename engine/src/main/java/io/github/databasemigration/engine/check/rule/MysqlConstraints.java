package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.check.model.Action.AddColumn;
import io.github.databasemigration.engine.check.model.Action.AddConstraint;
import io.github.databasemigration.engine.check.model.Action.CreateIndex;
import io.github.databasemigration.engine.check.model.Action.SetVariable;
import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Constraint.Kind;
import io.github.databasemigration.engine.check.model.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Constraints of MySQL and MariaDB. */
final class MysqlConstraints {
    static final List<Check> CHECKS = List.of(
            new Check(
                    Rule.warning(
                            "MY-IDX-01",
                            "A unique index on a table in use",
                            "It fails on the first duplicate, after all the work.",
                            "look for duplicates first; the plan does so and shows how many there are"),
                    MysqlConstraints::unique),
            Check.each(
                    Rule.error(
                                    "MY-FK-01",
                                    "A foreign key, while foreign_key_checks is on",
                                    "The whole table is copied, and writes wait for it.",
                                    "look for orphans first, SET SESSION foreign_key_checks = 0, then ALGORITHM=INPLACE,"
                                            + " LOCK=NONE")
                            .onLargeTables(),
                    AddConstraint.class,
                    (add, scene) -> add.constraint().kind() == Kind.FOREIGN_KEY && keysAreChecked(scene)
                            ? blocking(add.table(), scene)
                            : Optional.empty()),
            Check.each(
                    Rule.error(
                                    "MY-CHK-01",
                                    "A check that is enforced at once",
                                    "The whole table is copied to look at every row, and writes wait for it.",
                                    "NOT ENFORCED at first on MySQL, which still blocks when it is enforced; else a"
                                            + " window, or a copy of the table by gh-ost or pt-online-schema-change")
                            .onLargeTables(),
                    AddConstraint.class,
                    (add, scene) -> add.constraint().kind() == Kind.CHECK
                                    && add.constraint().validated()
                            ? blocking(add.table(), scene)
                            : Optional.empty()),
            Check.each(
                    Rule.warning(
                            "MY-COL-05",
                            "REFERENCES behind a column",
                            "MySQL, and MariaDB before 10.5, read it and forget it: there is no foreign key.",
                            "FOREIGN KEY as a constraint of the table"),
                    AddColumn.class,
                    (add, scene) -> forgets(scene)
                                    && add.column().constraints().stream()
                                            .anyMatch(each -> each.kind() == Kind.FOREIGN_KEY)
                            ? Remark.about("There will be no foreign key on "
                                    + add.column().name() + ".")
                            : Optional.empty()));

    private MysqlConstraints() {}

    private static boolean forgets(Scene scene) {
        return !scene.isMariaDb() || !scene.catalogue().version().atLeast(10, 5);
    }

    private static Optional<Remark> blocking(Name table, Scene scene) {
        return scene.inUse(table)
                ? Remark.about(table, "Writes to " + table + " wait until all of it is copied.")
                : Optional.empty();
    }

    /** Whether the session looks at foreign keys when the statement comes. */
    static boolean keysAreChecked(Scene scene) {
        return scene.earlier(SetVariable.class)
                .filter(set -> set.variable().equals("foreign_key_checks"))
                .reduce((first, second) -> second)
                .flatMap(SetVariable::value)
                .filter(value -> value.equals("0") || value.equals("off"))
                .isEmpty();
    }

    private static List<Remark> unique(Scene scene) {
        List<Remark> remarks = new ArrayList<>();
        scene.statement().actions(AddConstraint.class).stream()
                .filter(add -> add.constraint().kind() == Kind.UNIQUE)
                .forEach(add -> duplicates(add.table(), scene).ifPresent(remarks::add));
        scene.statement().actions(CreateIndex.class).stream()
                .filter(CreateIndex::unique)
                .forEach(create -> duplicates(create.table(), scene).ifPresent(remarks::add));
        scene.statement().actions(AddColumn.class).stream()
                .filter(add -> add.column().constraints().stream()
                        .map(Constraint::kind)
                        .anyMatch(Kind.UNIQUE::equals))
                .forEach(add -> duplicates(add.table(), scene).ifPresent(remarks::add));
        return remarks;
    }

    private static Optional<Remark> duplicates(Name table, Scene scene) {
        return scene.inUse(table) ? Remark.about("It fails if " + table + " holds duplicates.") : Optional.empty();
    }
}
