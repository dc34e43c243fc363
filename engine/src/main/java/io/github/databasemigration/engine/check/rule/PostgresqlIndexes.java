package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.CreateIndex;
import io.github.databasemigration.engine.check.model.Action.DetachPartition;
import io.github.databasemigration.engine.check.model.Action.Drop;
import io.github.databasemigration.engine.check.model.Action.Reindex;
import io.github.databasemigration.engine.check.model.Action.SetVariable;
import io.github.databasemigration.engine.check.model.Kind;
import io.github.databasemigration.engine.check.model.Statement;
import java.util.List;
import java.util.Optional;

/** Indexes of PostgreSQL, and partitions: what there is a CONCURRENTLY for. */
final class PostgresqlIndexes {
    private static final int MOST_COLUMNS = 3;

    static final List<Check> CHECKS = List.of(
            Check.each(
                    Rule.error(
                                    "PG-IDX-01",
                                    "CREATE INDEX without CONCURRENTLY",
                                    "It takes a SHARE lock: every write to the table waits until the index is built.",
                                    "CREATE INDEX CONCURRENTLY, alone in a migration without a transaction")
                            .onLargeTables(),
                    CreateIndex.class,
                    (create, scene) -> create.concurrently() || !scene.inUse(create.table())
                            ? Optional.empty()
                            : Remark.about(
                                    create.table(), "Writes to " + create.table() + " wait until the index is built.")),
            Check.each(
                    Rule.warning(
                            "PG-IDX-02",
                            "DROP INDEX without CONCURRENTLY",
                            "It takes an ACCESS EXCLUSIVE lock on the table: behind a long query, everybody waits.",
                            "DROP INDEX CONCURRENTLY, alone in a migration without a transaction"),
                    Drop.class,
                    PostgresqlIndexes::dropped),
            Check.each(
                    Rule.error(
                            "PG-IDX-03",
                            "REINDEX without CONCURRENTLY",
                            "Writes to the table wait, and so does every query that would use the index.",
                            "REINDEX … CONCURRENTLY, alone in a migration without a transaction"),
                    Reindex.class,
                    (reindex, scene) ->
                            reindex.concurrently() || reindex.tables().stream().anyMatch(scene.schema()::isNew)
                                    ? Optional.empty()
                                    : Remark.about("Writes wait until " + reindex.object() + " is indexed anew.")),
            Check.whole(
                    Rule.error(
                            "PG-IDX-04",
                            "CONCURRENTLY in a transaction, or mixed with other statements",
                            "In a transaction the server refuses it. Outside of one, whatever stands beside it in the"
                                    + " file is not undone when it fails.",
                            "a migration of its own without a transaction: executeInTransaction=false in the script's"
                                    + " .conf for Flyway, autocommit_block() for Alembic"),
                    PostgresqlIndexes::misplaced),
            Check.each(
                    Rule.warning(
                            "PG-IDX-05",
                            "CREATE INDEX CONCURRENTLY IF NOT EXISTS",
                            "A build that failed leaves an INVALID index of that name, which slows writes and is never"
                                    + " read. IF NOT EXISTS takes it for the index.",
                            "leave IF NOT EXISTS out; or DROP INDEX CONCURRENTLY IF EXISTS first"),
                    CreateIndex.class,
                    (create, scene) -> create.concurrently() && create.ifNotExists() && scene.inUse(create.table())
                            ? Remark.about("An invalid index that an earlier attempt left would be kept.")
                            : Optional.empty()),
            Check.each(
                    Rule.info(
                            "PG-IDX-06",
                            "An index over more than three columns",
                            "It grows with each column and seldom serves a query better than its first two or three.",
                            "fewer columns, the most selective first; INCLUDE for those that are only read"),
                    CreateIndex.class,
                    (create, scene) -> create.unique() || create.columns().size() <= MOST_COLUMNS
                            ? Optional.empty()
                            : Remark.about("The index has " + create.columns().size() + " columns.")),
            Check.each(
                    Rule.error(
                            "PG-PART-01",
                            "DETACH PARTITION without CONCURRENTLY",
                            "It takes an ACCESS EXCLUSIVE lock on the whole partitioned table.",
                            "DETACH PARTITION … CONCURRENTLY (PostgreSQL 14), without a transaction"),
                    DetachPartition.class,
                    (detach, scene) -> detach.concurrently() || !scene.inUse(detach.table())
                            ? Optional.empty()
                            : Remark.about("Everybody who uses " + detach.table() + " waits.")));

    private PostgresqlIndexes() {}

    private static Optional<Remark> dropped(Drop drop, Scene scene) {
        boolean inUse = drop.kind() == Kind.INDEX
                && !drop.concurrently()
                && drop.objects().stream().anyMatch(index -> !scene.schema().isNewIndex(index));
        return inUse
                ? Remark.about(
                        "Everybody who uses the table of " + drop.objects().get(0) + " waits.")
                : Optional.empty();
    }

    private static Optional<Remark> misplaced(Scene scene) {
        if (scene.statement().actions().stream().noneMatch(PostgresqlIndexes::concurrent)) {
            return Optional.empty();
        }
        if (scene.migration().transactional()) {
            return Remark.about("The server refuses CONCURRENTLY inside a transaction.");
        }
        boolean mixed = scene.migration().statements().stream().anyMatch(PostgresqlIndexes::doesSomethingElse);
        return mixed ? Remark.about("What stands beside it in the file stays when it fails.") : Optional.empty();
    }

    /** Settings may stand beside it, and others of its kind. */
    private static boolean doesSomethingElse(Statement statement) {
        return statement.actions().stream().anyMatch(action -> !concurrent(action) && !(action instanceof SetVariable));
    }

    static boolean concurrent(Action action) {
        return action instanceof CreateIndex create && create.concurrently()
                || action instanceof Drop drop && drop.concurrently()
                || action instanceof Reindex reindex && reindex.concurrently()
                || action instanceof DetachPartition detach && detach.concurrently();
    }
}
