package io.github.databasemigration.engine.check.corpus;

import io.github.databasemigration.engine.check.model.Lock;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** What must have been seen in the database for a rule about MariaDB to be right. */
final class MariaDbTruths {
    static final Truths TRUTHS = new Truths();

    private MariaDbTruths() {}

    static {
        TRUTHS.step(
                "MY-ALG-01",
                (step, all) -> says(step, "(ALTER TABLE|CREATE( UNIQUE)? INDEX).*")
                        && !says(step, "ALTER TABLE \\S+ RENAME .*")
                        && !says(step, ".*(ALGORITHM|LOCK) ?= ?.*")
                        && !says(step, "ALTER ONLINE .*")
                        && builds(step, all));
        TRUTHS.step(
                "MY-ALG-02",
                (step, all) -> says(step, ".*(ALGORITHM ?= ?COPY|LOCK ?= ?(SHARED|EXCLUSIVE)).*")
                        && builds(step, all)
                        && waits(step));
        TRUTHS.step(
                "MY-COL-01",
                (step, all) ->
                        waits(step) && retyped(step, all, (old, now) -> !longer(old, now) && !sameList(old, now)));
        TRUTHS.step("MY-COL-02", (step, all) -> newColumns(step, all)
                .anyMatch(column -> !column.is("nullable")
                        && column.facts().path("default").isNull()
                        && !column.is("counted")
                        && !column.is("generated")));
        TRUTHS.step(
                "MY-COL-03",
                (step, all) -> waits(step)
                        && newColumns(step, all)
                                .anyMatch(column -> large(step, column.parent())
                                        && column.text("default").contains("(")
                                        && !column.text("default").startsWith("current_timestamp")));
        TRUTHS.step("MY-COL-04", (step, all) -> step.after()
                .changedSince(step.before(), "column", (old, now) -> old.is("nullable") && !now.is("nullable"))
                .anyMatch(column -> rebuilt(step, column.parent())));
        TRUTHS.step("MY-COL-07", (step, all) -> waits(step) && retyped(step, all, MariaDbTruths::longer));
        TRUTHS.step(
                "MY-COL-08",
                (step, all) -> waits(step)
                        && newColumns(step, all)
                                .anyMatch(column ->
                                        large(step, column.parent()) && (column.is("stored") || column.is("counted"))));
        TRUTHS.step("MY-ENUM-01", (step, all) -> waits(step) && retyped(step, all, MariaDbTruths::sameList));
        TRUTHS.step("MY-IDX-01", (step, all) -> step.after()
                .addedSince(step.before(), "index")
                .anyMatch(index -> index.is("unique")
                        && !index.name().equals("PRIMARY")
                        && all.before().has("table", index.parent())));
        TRUTHS.step("MY-FK-01", (step, all) -> waits(step) && constrained(step, all, "FOREIGN KEY"));
        TRUTHS.step("MY-CHK-01", (step, all) -> waits(step) && constrained(step, all, "CHECK"));
        TRUTHS.step(
                "MY-CS-01",
                (step, all) -> waits(step)
                        && step.after()
                                .changedSince(step.before(), "table", (old, now) -> !old.text("collation")
                                        .equals(now.text("collation")))
                                .anyMatch(table -> rebuilt(step, table.id())));
        TRUTHS.step("MY-OSC-01", (step, all) -> all.before().all("table").anyMatch(table -> rebuilt(step, table.id())));
        TRUTHS.all(
                "MY-REN-01",
                all -> all.oldApplicationFails() || all.steps().stream().anyMatch(step -> lost(step, all)));
        TRUTHS.step(
                "MY-TX-01",
                (step, all) -> changes(step)
                        && all.steps().stream()
                                .takeWhile(each -> each != step)
                                .anyMatch(each -> each.migration() == step.migration() && changes(each)));
        TRUTHS.step("MY-TX-02", (step, all) -> !step.lockTimeout() && touches(step, all));
        TRUTHS.step(
                "SEC-01",
                (step, all) -> !step.before()
                                .all("user")
                                .toList()
                                .equals(step.after().all("user").toList())
                        || step.after().addedSince(step.before(), "grant").anyMatch(grant -> grant.is("grantable"))
                        || step.after().addedSince(step.before(), "grant").count() > 10);
        TRUTHS.step("SQL-01", (step, all) -> step.error()
                .filter(error -> error.state().equals("42000"))
                .isPresent());
    }

    private static boolean says(Step step, String pattern) {
        return step.sql()
                .toUpperCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .strip()
                .matches(pattern);
    }

    /** A table of some size got or changed columns, constraints or indexes, or was written anew. */
    private static boolean builds(Step step, Observed all) {
        return all.before()
                .all("table")
                .anyMatch(table -> large(step, table.id())
                        && (rebuilt(step, table.id())
                                || Stream.of("column", "constraint", "index")
                                        .anyMatch(kind -> step.after()
                                                        .addedSince(step.before(), kind)
                                                        .anyMatch(thing ->
                                                                thing.parent().equals(table.id()))
                                                || step.after()
                                                        .changedSince(step.before(), kind, (old, now) -> !old.facts()
                                                                .equals(now.facts()))
                                                        .anyMatch(thing ->
                                                                thing.parent().equals(table.id())))
                                || says(step, ".*\\bDROP COLUMN\\b.*")
                                        && step.after()
                                                .goneSince(step.before(), "column")
                                                .anyMatch(
                                                        thing -> thing.parent().equals(table.id()))));
    }

    private static boolean waits(Step step) {
        return step.blocked().containsValue(Lock.WRITES) && step.error().isEmpty();
    }

    private static boolean large(Step step, String table) {
        return step.rowsBefore().getOrDefault(table, 0L) >= Truths.MANY;
    }

    private static boolean rebuilt(Step step, String table) {
        return large(step, table)
                && step.rowsAfter().getOrDefault(table, 0L) > 0
                && step.after()
                        .changedSince(step.before(), "table", (old, now) -> !old.text("file")
                                .equals(now.text("file")))
                        .anyMatch(each -> each.id().equals(table));
    }

    private static Stream<Thing> newColumns(Step step, Observed all) {
        return step.after()
                .addedSince(step.before(), "column")
                .filter(column -> all.before().has("table", column.parent())
                        && step.before()
                                        .all("column")
                                        .filter(old -> old.parent().equals(column.parent()))
                                        .count()
                                < step.after()
                                        .all("column")
                                        .filter(now -> now.parent().equals(column.parent()))
                                        .count());
    }

    private static boolean retyped(Step step, Observed all, BiPredicate<Thing, Thing> change) {
        return step.after().all("column").anyMatch(now -> step.before()
                .find(now)
                .filter(old -> !old.text("type").equals(now.text("type"))
                        && large(step, now.parent())
                        && step.rowsAfter().getOrDefault(now.parent(), 0L) > 0
                        && change.test(old, now))
                .isPresent());
    }

    private static boolean longer(Thing old, Thing now) {
        return old.text("data").equals("varchar")
                && now.text("data").equals("varchar")
                && old.facts().path("length").asInt()
                        <= now.facts().path("length").asInt();
    }

    private static boolean sameList(Thing old, Thing now) {
        return Set.of("enum", "set").contains(old.text("data"))
                && old.text("data").equals(now.text("data"));
    }

    private static boolean constrained(Step step, Observed all, String type) {
        return step.after()
                .addedSince(step.before(), "constraint")
                .anyMatch(constraint -> constraint.text("type").equals(type)
                        && large(step, constraint.parent())
                        && all.before().has("table", constraint.parent())
                        && newColumns(step, all).findAny().isEmpty());
    }

    private static boolean lost(Step step, Observed all) {
        return all.before()
                        .all("table")
                        .anyMatch(table -> step.rowsBefore().getOrDefault(table.id(), 0L) > 0
                                && step.rowsAfter().getOrDefault(table.id(), 0L) == 0)
                || step.after().goneSince(step.before(), "column").anyMatch(column -> all.before()
                        .has("column", column.id()))
                || step.changed().values().stream().anyMatch(rows -> rows >= Truths.MANY)
                        && says(step, "(UPDATE|DELETE) .*")
                        && !says(step, ".* WHERE .*");
    }

    /** Whether the statement changed the schema: what one before it did, no failure takes back. */
    private static boolean changes(Step step) {
        return Stream.of("table", "column", "constraint", "index", "user").anyMatch(kind -> !step.before()
                .all(kind)
                .toList()
                .equals(step.after().all(kind).toList()));
    }

    private static boolean touches(Step step, Observed all) {
        return all.before().all("table").anyMatch(table -> Stream.of("table", "column", "constraint", "index")
                .anyMatch(kind -> !of(step.before(), kind, table.id()).equals(of(step.after(), kind, table.id()))));
    }

    private static java.util.List<Thing> of(Snapshot snapshot, String kind, String table) {
        return snapshot.all(kind)
                .filter(thing -> thing.parent().equals(table)
                        || kind.equals("table") && thing.id().equals(table))
                .toList();
    }
}
