package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.AddColumn;
import io.github.databasemigration.engine.check.model.Action.AddConstraint;
import io.github.databasemigration.engine.check.model.Action.Change;
import io.github.databasemigration.engine.check.model.Action.ChangeRows;
import io.github.databasemigration.engine.check.model.Action.OnTable;
import io.github.databasemigration.engine.check.model.Action.SetVariable;
import io.github.databasemigration.engine.check.model.Action.Transaction;
import io.github.databasemigration.engine.check.model.Action.ValidateConstraint;
import io.github.databasemigration.engine.check.model.Lock;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.model.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Transactions of PostgreSQL: how long locks are kept, and for what they are waited. */
final class PostgresqlTransactions {
    static final List<Check> CHECKS = List.of(
            Check.whole(
                    Rule.error(
                            "PG-TX-01",
                            "A strong lock without lock_timeout",
                            "While the statement waits behind one long query, everybody else waits behind the"
                                    + " statement, though it may need but a millisecond itself.",
                            "timeouts.lock in the configuration, or SET lock_timeout in the script; and run it again"),
                    PostgresqlTransactions::withoutLockTimeout),
            Check.whole(
                    Rule.warning(
                            "PG-TX-02",
                            "Long work under a strong lock without statement_timeout",
                            "Nothing stops it when it takes longer than anybody thought.",
                            "timeouts.statement in the configuration, or SET statement_timeout in the script"),
                    PostgresqlTransactions::withoutStatementTimeout),
            Check.whole(
                    Rule.error(
                                    "PG-TX-03",
                                    "Long work after an ACCESS EXCLUSIVE lock in the same transaction",
                                    "The lock of the earlier statement is kept until the transaction ends: everybody"
                                            + " who uses that table waits for this statement, too.",
                                    "a migration of its own for each")
                            .onLargeTables(),
                    PostgresqlTransactions::afterLock),
            Check.each(
                    Rule.error(
                            "PG-TX-04",
                            "BEGIN, COMMIT or ROLLBACK in a migration",
                            "The migration tool has its own transaction: what stands before is kept when the rest"
                                    + " fails, and the history says otherwise.",
                            "leave it out; a migration without a transaction needs none"),
                    Transaction.class,
                    (transaction, scene) ->
                            Remark.about(transaction.boundary() + " interferes with the tool's own" + " transaction.")),
            Check.whole(
                    Rule.error(
                            "PG-TX-05",
                            "Schema and rows changed in one transaction",
                            "The locks of the schema change are kept while the rows are changed.",
                            "one migration for the schema, another one, in batches, for the rows"),
                    PostgresqlTransactions::backfill),
            Check.whole(
                    Rule.info(
                            "PG-TX-06",
                            "Several ALTER TABLE of one table",
                            "Each may read or write the table anew.",
                            "one ALTER TABLE with several commands"),
                    PostgresqlTransactions::alteredBefore));

    private PostgresqlTransactions() {}

    private static Optional<Remark> withoutLockTimeout(Scene scene) {
        List<Name> blocked = blocked(scene.statement(), scene);
        boolean guarded = guarded("lock_timeout", scene.circumstances().lockTimeout(), scene);
        return blocked.isEmpty() || guarded
                ? Optional.empty()
                : Remark.about("Behind a long query, everybody who uses " + blocked.get(0) + " waits without limit.");
    }

    private static Optional<Remark> withoutStatementTimeout(Scene scene) {
        boolean guarded = guarded("statement_timeout", scene.circumstances().statementTimeout(), scene);
        return scene.statement().actions().stream()
                .filter(action -> works(action, scene))
                .flatMap(action -> Locks.blocked(action, scene).stream())
                .filter(table -> scene.isLarge(table) && !guarded)
                .findFirst()
                .flatMap(table -> Remark.about("Nothing limits how long " + table + " is locked."));
    }

    /** Whether a timeout is set when the statement comes: by the script itself, else by the session. */
    private static boolean guarded(String variable, boolean bySession, Scene scene) {
        return scene.earlier(SetVariable.class)
                .filter(set -> set.variable().equals(variable))
                .reduce((first, second) -> second)
                .map(last ->
                        last.value().map(value -> !value.matches("0\\s*[a-z]*")).orElse(bySession))
                .orElse(bySession);
    }

    private static Optional<Remark> afterLock(Scene scene) {
        if (!scene.migration().transactional()
                || scene.statement().actions().stream().noneMatch(action -> works(action, scene))) {
            return Optional.empty();
        }
        return scene.earlier().stream()
                .flatMap(statement -> statement.actions().stream())
                .filter(action -> Locks.of(action) == Lock.ALL)
                .flatMap(action -> Locks.blocked(action, scene).stream())
                .findFirst()
                .flatMap(table ->
                        Remark.about(table, "Everybody who uses " + table + " waits for this statement, too."));
    }

    private static Optional<Remark> backfill(Scene scene) {
        boolean rows = scene.statement().actions(ChangeRows.class).stream()
                .anyMatch(change -> !change.limited() && scene.inUse(change.table()));
        return rows && scene.migration().transactional()
                ? scene.earlier().stream()
                        .flatMap(statement -> blocked(statement, scene).stream())
                        .findFirst()
                        .flatMap(table -> Remark.about("The lock on " + table + " is kept while rows are changed."))
                : Optional.empty();
    }

    private static Optional<Remark> alteredBefore(Scene scene) {
        Set<Name> before = scene.earlier().stream()
                .flatMap(PostgresqlTransactions::altered)
                .collect(Collectors.toSet());
        return altered(scene.statement())
                .filter(table -> scene.inUse(table) && before.contains(table))
                .findFirst()
                .flatMap(table -> Remark.about(table + " is altered again."));
    }

    /** Tables that the statement alters. */
    private static Stream<Name> altered(Statement statement) {
        return statement.actions().stream()
                .filter(action -> action instanceof OnTable && Locks.of(action) == Lock.ALL)
                .map(action -> ((OnTable) action).table());
    }

    private static List<Name> blocked(Statement statement, Scene scene) {
        return statement.actions().stream()
                .flatMap(action -> Locks.blocked(action, scene).stream())
                .distinct()
                .toList();
    }

    /** Whether an action takes the longer the more rows there are. */
    private static boolean works(Action action, Scene scene) {
        if (action instanceof ChangeRows change) {
            return !change.limited() && scene.inUse(change.table()) && change.change() != Change.INSERT
                    || change.change() == Change.INSERT && !change.limited();
        }
        if (action instanceof AddConstraint add) {
            return add.constraint().validated() && add.constraint().index().isEmpty() && scene.inUse(add.table());
        }
        if (action instanceof AddColumn) {
            return Work.rewrites(action, scene);
        }
        return action instanceof ValidateConstraint validate && scene.inUse(validate.table())
                || action instanceof Action.CreateIndex create && scene.inUse(create.table())
                || action instanceof Action.Rewrite rewrite && scene.inUse(rewrite.table())
                || Work.rewrites(action, scene)
                || Work.reads(action, scene);
    }
}
