package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.check.model.Action.AddConstraint;
import io.github.databasemigration.engine.check.model.Action.DropConstraint;
import io.github.databasemigration.engine.check.model.Action.SetNotNull;
import io.github.databasemigration.engine.check.model.Action.ValidateConstraint;
import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Constraint.Kind;
import io.github.databasemigration.engine.check.model.Name;
import java.util.List;
import java.util.Optional;

/** Constraints of PostgreSQL: those that look at every row while nobody may write. */
final class PostgresqlConstraints {
    static final List<Check> CHECKS = List.of(
            Check.each(
                    Rule.error(
                                    "PG-CON-01",
                                    "A foreign key without NOT VALID",
                                    "It locks both tables against writes (SHARE ROW EXCLUSIVE) while every row is"
                                            + " looked up.",
                                    "ADD CONSTRAINT … NOT VALID, and VALIDATE CONSTRAINT in a later migration")
                            .onLargeTables(),
                    AddConstraint.class,
                    (add, scene) -> added(add, scene, Kind.FOREIGN_KEY)
                            .filter(Constraint::validated)
                            .flatMap(constraint -> Remark.about(
                                    add.table(),
                                    "Writes to " + add.table()
                                            + constraint
                                                    .references()
                                                    .map(other -> " and " + other)
                                                    .orElse("")
                                            + " wait while every row is looked up."))),
            Check.each(
                    Rule.error(
                                    "PG-CON-02",
                                    "A check without NOT VALID",
                                    "It locks the table against everybody (ACCESS EXCLUSIVE) while every row is read.",
                                    "ADD CONSTRAINT … NOT VALID, and VALIDATE CONSTRAINT in a later migration")
                            .onLargeTables(),
                    AddConstraint.class,
                    (add, scene) -> added(add, scene, Kind.CHECK)
                            .filter(Constraint::validated)
                            .flatMap(constraint -> Remark.about(
                                    add.table(),
                                    "Everybody who uses " + add.table() + " waits while every row is read."))),
            Check.each(
                    Rule.error(
                            "PG-CON-03",
                            "VALIDATE CONSTRAINT in the transaction that added the constraint",
                            "The strong lock of ADD CONSTRAINT is kept until the scan is over: NOT VALID was for"
                                    + " nothing.",
                            "VALIDATE CONSTRAINT in a later migration"),
                    ValidateConstraint.class,
                    PostgresqlConstraints::validatedAtOnce),
            Check.each(
                    Rule.error(
                            "PG-CON-04",
                            "A unique constraint that builds its own index",
                            "The index is built under an ACCESS EXCLUSIVE lock, and duplicates make it fail.",
                            "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … UNIQUE USING INDEX"),
                    AddConstraint.class,
                    (add, scene) -> building(add, scene, Kind.UNIQUE)),
            Check.each(
                    Rule.error(
                            "PG-CON-05",
                            "A primary key that builds its own index",
                            "Index and NOT NULL are made under an ACCESS EXCLUSIVE lock.",
                            "CREATE UNIQUE INDEX CONCURRENTLY, NOT NULL by a validated check, then ADD PRIMARY KEY"
                                    + " USING INDEX"),
                    AddConstraint.class,
                    (add, scene) -> building(add, scene, Kind.PRIMARY_KEY)),
            Check.each(
                    Rule.error(
                            "PG-CON-06",
                            "An exclusion constraint on a table in use",
                            "Its index is built under an ACCESS EXCLUSIVE lock; there is neither NOT VALID nor"
                                    + " CONCURRENTLY.",
                            "a new table with the constraint, filled in batches; or a maintenance window"),
                    AddConstraint.class,
                    (add, scene) -> building(add, scene, Kind.EXCLUSION)),
            Check.each(
                    Rule.error(
                                    "PG-CON-07",
                                    "SET NOT NULL without a validated check",
                                    "Every row is read under an ACCESS EXCLUSIVE lock.",
                                    "CHECK (column IS NOT NULL) NOT VALID, VALIDATE in a later migration, then SET NOT"
                                            + " NULL, which believes the check (PostgreSQL 12)")
                            .onLargeTables(),
                    SetNotNull.class,
                    (set, scene) -> unproven(set, scene)
                            ? Remark.about(
                                    set.table(),
                                    "Everybody who uses " + set.table() + " waits while " + set.column()
                                            + " of every row is read.")
                            : Optional.empty()),
            Check.each(
                    Rule.warning(
                            "PG-CON-08",
                            "DROP CONSTRAINT",
                            "What the constraint kept out comes in, and to add it again needs clean data.",
                            "say in the migration why the constraint is not needed any more"),
                    DropConstraint.class,
                    (drop, scene) -> drop.constraint()
                            .filter(name -> !scene.schema().isNewConstraint(drop.table(), name))
                            .flatMap(name -> Remark.about(drop.table() + " loses the constraint " + name + "."))),
            Check.whole(
                    Rule.warning(
                            "PG-FK-02",
                            "Several foreign keys in one transaction",
                            "Locks on several tables are taken one after the other and kept together: two such"
                                    + " transactions can lock each other out.",
                            "one foreign key for each migration"),
                    PostgresqlConstraints::severalKeys));

    private PostgresqlConstraints() {}

    private static Optional<Constraint> added(AddConstraint add, Scene scene, Kind kind) {
        return Optional.of(add.constraint())
                .filter(constraint -> constraint.kind() == kind && scene.inUse(add.table()));
    }

    private static Optional<Remark> building(AddConstraint add, Scene scene, Kind kind) {
        return added(add, scene, kind)
                .filter(constraint -> constraint.index().isEmpty())
                .flatMap(constraint ->
                        Remark.about("Everybody who uses " + add.table() + " waits until its index is built."));
    }

    private static boolean unproven(SetNotNull set, Scene scene) {
        boolean believesChecks = scene.catalogue().version().atLeast(12, 0);
        return scene.inUse(set.table()) && !(believesChecks && scene.schema().provenPresent(set.table(), set.column()));
    }

    private static Optional<Remark> validatedAtOnce(ValidateConstraint validate, Scene scene) {
        boolean together = scene.migration().transactional()
                && scene.inUse(validate.table())
                && added(validate, scene.earlier(AddConstraint.class).toList());
        return together
                ? Remark.about("The lock that added " + validate.constraint() + " is kept while every row is read.")
                : Optional.empty();
    }

    private static boolean added(ValidateConstraint validate, List<AddConstraint> before) {
        return before.stream()
                .anyMatch(add -> add.table().matches(validate.table())
                        && add.constraint()
                                .name()
                                .filter(validate.constraint()::equals)
                                .isPresent());
    }

    private static Optional<Remark> severalKeys(Scene scene) {
        boolean more = scene.migration().transactional()
                && keys(scene.statement().actions(AddConstraint.class), scene)
                && keys(scene.earlier(AddConstraint.class).toList(), scene);
        return more
                ? Remark.about("It locks tables while those of the foreign key before are still locked.")
                : Optional.empty();
    }

    private static boolean keys(List<AddConstraint> added, Scene scene) {
        return added.stream().anyMatch(add -> add.constraint().kind() == Kind.FOREIGN_KEY && usesTables(add, scene));
    }

    private static boolean usesTables(AddConstraint add, Scene scene) {
        return scene.inUse(add.table())
                || add.constraint()
                        .references()
                        .filter((Name other) -> scene.inUse(other))
                        .isPresent();
    }
}
