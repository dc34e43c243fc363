package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.ChangeRows;
import io.github.databasemigration.engine.check.model.Action.CreateTable;
import io.github.databasemigration.engine.check.model.Action.Other;
import io.github.databasemigration.engine.check.model.Action.SetVariable;
import io.github.databasemigration.engine.check.model.Action.Transaction;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.model.Statement;
import java.util.List;
import java.util.Optional;

/** MySQL and MariaDB have no transaction around DDL: what a failure leaves, and for what is waited. */
final class MysqlTransactions {
    static final List<Check> CHECKS = List.of(
            Check.whole(
                    Rule.error(
                            "MY-TX-01",
                            "More than one DDL statement in a migration",
                            "Each commits by itself: when the second fails, the first stays, and the history says"
                                    + " failed.",
                            "one DDL statement for each migration"),
                    scene -> changesSchema(scene.statement())
                                    && scene.earlier().stream().anyMatch(MysqlTransactions::changesSchema)
                            ? Remark.about("If it fails, what stands before it stays.")
                            : Optional.empty()),
            Check.whole(
                    Rule.error(
                            "MY-TX-02",
                            "A metadata lock without lock_wait_timeout",
                            "It is waited for behind every open transaction, for a day by default, and everybody else"
                                    + " waits behind the statement.",
                            "timeouts.lock in the configuration, or SET SESSION lock_wait_timeout in the script; and"
                                    + " run it again"),
                    MysqlTransactions::withoutLockTimeout));

    private MysqlTransactions() {}

    private static boolean changesSchema(Statement statement) {
        return statement.actions().stream().anyMatch(MysqlTransactions::changesSchema);
    }

    private static boolean changesSchema(Action action) {
        return !(action instanceof ChangeRows
                || action instanceof SetVariable
                || action instanceof Transaction
                || action instanceof Action.Online
                || action instanceof Other other && !other.what().startsWith("create"));
    }

    private static Optional<Remark> withoutLockTimeout(Scene scene) {
        Optional<Name> locked = scene.statement().actions().stream()
                .filter(action -> changesSchema(action) && !(action instanceof CreateTable))
                .flatMap(action -> action.tables().stream())
                .filter(scene::inUse)
                .findFirst();
        boolean guarded = scene.circumstances().lockTimeout()
                || scene.earlier(SetVariable.class)
                        .anyMatch(set -> set.variable().equals("lock_wait_timeout"));
        return guarded
                ? Optional.empty()
                : locked.flatMap(table -> Remark.about("Everybody who uses " + table
                        + " waits behind the statement, which waits behind every open transaction."));
    }
}
