package io.github.databasemigration.engine.check.corpus;

import static io.github.databasemigration.engine.check.corpus.PostgresqlSigns.again;
import static io.github.databasemigration.engine.check.corpus.PostgresqlSigns.built;
import static io.github.databasemigration.engine.check.corpus.PostgresqlSigns.columnsStay;
import static io.github.databasemigration.engine.check.corpus.PostgresqlSigns.keysOnTablesInUse;
import static io.github.databasemigration.engine.check.corpus.PostgresqlSigns.lostUnnamed;
import static io.github.databasemigration.engine.check.corpus.PostgresqlSigns.newConstraints;
import static io.github.databasemigration.engine.check.corpus.PostgresqlSigns.newIndexes;
import static io.github.databasemigration.engine.check.corpus.PostgresqlSigns.onColumnOf;
import static io.github.databasemigration.engine.check.corpus.PostgresqlSigns.onNewColumn;
import static io.github.databasemigration.engine.check.corpus.PostgresqlSigns.positioned;
import static io.github.databasemigration.engine.check.corpus.PostgresqlSigns.retyped;
import static io.github.databasemigration.engine.check.corpus.PostgresqlSigns.rewritten;
import static io.github.databasemigration.engine.check.corpus.PostgresqlSigns.rewrittenFor;
import static io.github.databasemigration.engine.check.corpus.PostgresqlSigns.roles;
import static io.github.databasemigration.engine.check.corpus.PostgresqlSigns.sameTransaction;
import static io.github.databasemigration.engine.check.corpus.PostgresqlSigns.wasThere;
import static io.github.databasemigration.engine.check.corpus.PostgresqlSigns.works;

import io.github.databasemigration.engine.check.model.Lock;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What must have been seen in the database for a rule to be right: the rules' own text is not looked at. */
final class PostgresqlTruths {
    static final Truths TRUTHS = new Truths();

    private PostgresqlTruths() {}

    static {
        TRUTHS.step("PG-IDX-01", (step, all) -> newIndexes(step, all)
                .anyMatch(index -> !index.is("constraint") && step.blocks(index.parent(), Lock.WRITES)));
        TRUTHS.step("PG-IDX-02", (step, all) -> step.after()
                .goneSince(step.before(), "index")
                .anyMatch(index -> wasThere(all, "table", index.parent())
                        && wasThere(all, "index", index.id())
                        && !again(index, step.after())
                        && step.after().has("table", index.parent())
                        && !index.is("constraint")
                        && columnsStay(index, step)
                        && step.blocks(index.parent(), Lock.ALL)));
        TRUTHS.step("PG-IDX-03", (step, all) -> step.after()
                .changedSince(step.before(), "index", PostgresqlSigns::otherFile)
                .anyMatch(index -> !rewritten(step, all).contains(index.parent())
                        && step.rowsAfter().getOrDefault(index.parent(), 0L) > 0
                        && !retyped(step, index.parent())
                        && step.blocks(index.parent(), Lock.WRITES)));
        TRUTHS.all("PG-IDX-04", PostgresqlSigns::misplaced);
        TRUTHS.step(
                "PG-IDX-05",
                (step, all) -> step.error().isEmpty()
                        && step.sql().toUpperCase(Locale.ROOT).contains("INDEX")
                        && step.before().equals(step.after())
                        && step.after().all("index").anyMatch(index -> !index.is("valid")));
        TRUTHS.step("PG-IDX-06", (step, all) -> step.after()
                .addedSince(step.before(), "index")
                .anyMatch(index ->
                        !index.is("unique") && index.facts().path("keys").asInt() > 3));
        TRUTHS.step("PG-PART-01", (step, all) -> step.after()
                .changedSince(
                        step.before(),
                        "table",
                        (old, now) -> !old.parent().isEmpty() && now.parent().isEmpty())
                .anyMatch(partition ->
                        step.blocks(step.before().find(partition).orElseThrow().parent(), Lock.ALL)));
        TRUTHS.step("PG-CON-01", (step, all) -> newConstraints(step, all, "f")
                .anyMatch(key -> !onNewColumn(key, all)
                        && key.is("validated")
                        && step.read(key.parent()) >= Truths.MANY
                        && step.blocks(key.parent(), Lock.WRITES)));
        TRUTHS.step("PG-CON-02", (step, all) -> newConstraints(step, all, "c")
                .anyMatch(check -> !onNewColumn(check, all)
                        && check.is("validated")
                        && step.read(check.parent()) >= Truths.MANY
                        && step.blocks(check.parent(), Lock.ALL)));
        TRUTHS.step(
                "PG-CON-03",
                (step, all) -> all.transactional()
                        && step.after()
                                .changedSince(
                                        step.before(),
                                        "constraint",
                                        (old, now) -> !old.is("validated") && now.is("validated"))
                                .anyMatch(check -> !all.before().has("constraint", check.id())
                                        && sameTransaction(
                                                step,
                                                all,
                                                earlier -> !earlier.before().has("constraint", check.id())
                                                        && earlier.after().has("constraint", check.id()))
                                        && step.heldBefore()
                                                .getOrDefault(check.parent(), Lock.NONE)
                                                .blocks()));
        TRUTHS.step("PG-CON-04", (step, all) -> built(step, all, "u"));
        TRUTHS.step("PG-CON-05", (step, all) -> built(step, all, "p"));
        TRUTHS.step("PG-CON-06", (step, all) -> built(step, all, "x"));
        TRUTHS.step("PG-CON-07", (step, all) -> step.after()
                .changedSince(step.before(), "column", (old, now) -> !old.is("notnull") && now.is("notnull"))
                .anyMatch(column -> all.before().has("table", column.parent())
                        && newConstraints(step, all, "p").findAny().isEmpty()
                        && step.read(column.parent()) >= Truths.MANY));
        TRUTHS.step("PG-CON-08", (step, all) -> step.after()
                .goneSince(step.before(), "constraint")
                .anyMatch(constraint -> all.before().has("constraint", constraint.id())
                        && !again(constraint, step.after())
                        && step.after().has("table", constraint.parent())
                        && Stream.of(constraint.text("ids").split(","))
                                .allMatch(id -> step.after().has("column", id))
                        && (constraint.text("references").equals("0")
                                || step.after().has("table", constraint.text("references")))));
        TRUTHS.step("PG-COL-01", (step, all) -> step.error()
                .filter(error -> error.state().equals("23502"))
                .filter(error -> step.before().all("column").noneMatch(column -> error.message()
                        .contains("column \"" + column.name() + "\" of")))
                .isPresent());
        TRUTHS.step(
                "PG-COL-02",
                (step, all) -> rewrittenFor(
                        step,
                        all,
                        column -> !column.is("generated")
                                && !column.is("identity")
                                && !column.text("default").startsWith("nextval")));
        TRUTHS.step("PG-COL-03", (step, all) -> rewrittenFor(step, all, column -> column.is("generated")));
        TRUTHS.step(
                "PG-COL-04",
                (step, all) -> rewrittenFor(
                        step,
                        all,
                        column ->
                                column.is("identity") || column.text("default").startsWith("nextval")));
        TRUTHS.step("PG-COL-05", (step, all) -> step.after()
                .changedSince(
                        step.before(), "column", (old, now) -> !old.text("type").equals(now.text("type")))
                .anyMatch(column ->
                        rewritten(step, all).contains(column.parent()) || step.read(column.parent()) >= Truths.MANY));
        TRUTHS.step("PG-COL-06", (step, all) -> step.after()
                .goneSince(step.before(), "column")
                .anyMatch(column ->
                        all.before().has("column", column.id()) && step.after().has("table", column.parent())));
        TRUTHS.step(
                "PG-COL-07",
                (step, all) -> all.oldApplicationFails()
                        && step.after()
                                .changedSince(step.before(), "column", PostgresqlSigns::otherName)
                                .anyMatch(column -> all.before().has("column", column.id())));
        TRUTHS.step("PG-COL-08", (step, all) -> step.after()
                .addedSince(step.before(), "column")
                .anyMatch(column -> column.text("type").equals("json")));
        TRUTHS.step("PG-COL-09", (step, all) -> step.after()
                .changedSince(step.before(), "column", (old, now) -> old.is("notnull") && !now.is("notnull"))
                .anyMatch(column ->
                        all.before().all("column").anyMatch(old -> old.id().equals(column.id()) && old.is("notnull"))));
        TRUTHS.step("PG-COL-10", (step, all) -> Stream.of("f", "c", "u")
                .flatMap(type -> newConstraints(step, all, type))
                .anyMatch(constraint -> onColumnOf(constraint, step)
                        && (step.read(constraint.parent()) >= Truths.MANY
                                || rewritten(step, all).contains(constraint.parent()))
                        && step.blocks(constraint.parent(), Lock.WRITES)));
        TRUTHS.step("PG-TBL-01", (step, all) -> step.after()
                .goneSince(step.before(), "table")
                .anyMatch(table -> all.before().has("table", table.id())
                        && "rp".contains(table.text("kind"))
                        && step.after().all("schema").anyMatch(schema -> table.name()
                                .startsWith(schema.name() + "."))
                        && step.rowsBefore().getOrDefault(table.id(), 0L) > 0));
        TRUTHS.step(
                "PG-TBL-02",
                (step, all) -> all.oldApplicationFails()
                        && Stream.of("table", "schema")
                                .flatMap(kind ->
                                        step.after().changedSince(step.before(), kind, PostgresqlSigns::otherName))
                                .anyMatch(thing -> all.before().has(thing.kind(), thing.id())));
        TRUTHS.step("PG-TBL-03", (step, all) -> step.after()
                .changedSince(step.before(), "table", PostgresqlSigns::otherFile)
                .anyMatch(table -> step.rowsAfter().getOrDefault(table.id(), 0L) == 0
                        && step.rowsBefore().getOrDefault(table.id(), 0L) > 0
                        && all.before().has("table", table.id())));
        TRUTHS.step("PG-TBL-04", (step, all) -> step.error().isEmpty() && lostUnnamed(step));
        TRUTHS.step("PG-TBL-05", (step, all) -> rewritten(step, all).stream()
                .anyMatch(table -> step.rowsAfter().getOrDefault(table, 0L) > 0
                        && step.before()
                                .all("column")
                                .filter(column -> column.parent().equals(table))
                                .toList()
                                .equals(step.after()
                                        .all("column")
                                        .filter(column -> column.parent().equals(table))
                                        .toList())));
        TRUTHS.step("PG-TRG-01", (step, all) -> step.after()
                .addedSince(step.before(), "trigger")
                .anyMatch(trigger -> step.blocks(trigger.parent(), Lock.WRITES)));
        TRUTHS.step("PG-ENUM-01", (step, all) -> step.after()
                .changedSince(step.before(), "value", PostgresqlSigns::otherName)
                .anyMatch(value -> all.before().has("value", value.id())));
        TRUTHS.step(
                "PG-ENUM-02",
                (step, all) -> step.error()
                                .filter(error -> error.state().equals("55P04"))
                                .isPresent()
                        || step.after()
                                .addedSince(step.before(), "value")
                                .anyMatch(value -> value.is("last")
                                        && all.before().all("value").anyMatch(old -> old.parent()
                                                .equals(value.parent()))
                                        && !positioned(step)));
        TRUTHS.step("PG-DOM-01", (step, all) -> step.after()
                .addedSince(step.before(), "domain")
                .anyMatch(domain -> domain.is("validated")));
        TRUTHS.step(
                "PG-TX-01",
                (step, all) -> !step.lockTimeout()
                        && step.error().isEmpty()
                        && step.blocked().entrySet().stream()
                                .anyMatch(lock -> lock.getValue()
                                                .compareTo(step.heldBefore().getOrDefault(lock.getKey(), Lock.NONE))
                                        > 0));
        TRUTHS.step(
                "PG-TX-02",
                (step, all) -> !step.statementTimeout()
                        && step.blocked().entrySet().stream()
                                .anyMatch(lock -> lock.getValue().blocks()
                                        && (step.read(lock.getKey()) >= Truths.MANY
                                                || rewritten(step, all).contains(lock.getKey()))));
        TRUTHS.step(
                "PG-TX-03",
                (step, all) -> all.transactional()
                        && step.heldBefore().values().stream().anyMatch(lock -> lock == Lock.ALL)
                        && sameTransaction(
                                step, all, earlier -> earlier.blocked().containsValue(Lock.ALL))
                        && works(step, all));
        TRUTHS.step(
                "PG-TX-04",
                (step, all) -> step.endedTransaction()
                        || step.warning()
                                .filter(state -> state.startsWith("25"))
                                .isPresent()
                        || step.error()
                                .filter(error -> error.state().startsWith("25P"))
                                .isPresent());
        TRUTHS.step(
                "PG-TX-05",
                (step, all) -> all.transactional()
                        && step.heldBefore().values().stream().anyMatch(Lock::blocks)
                        && sameTransaction(step, all, earlier -> earlier.blocked().values().stream()
                                .anyMatch(Lock::blocks))
                        && step.changed().values().stream().anyMatch(rows -> rows >= Truths.MANY)
                        && rewritten(step, all).isEmpty());
        TRUTHS.step("PG-DML-01", (step, all) -> step.changed().entrySet().stream()
                .anyMatch(change -> change.getValue() >= Truths.MANY
                        && change.getValue().equals(step.rowsBefore().get(change.getKey()))
                        && step.sql().toUpperCase(Locale.ROOT).matches("(?s).*\\b(UPDATE|DELETE)\\b.*")
                        && !step.sql().toUpperCase(Locale.ROOT).contains("WHERE")));
        TRUTHS.step(
                "PG-DML-02",
                (step, all) -> rewritten(step, all).isEmpty()
                        && step.changed().entrySet().stream()
                                .anyMatch(change -> change.getValue() >= Truths.MANY
                                        && all.before().has("table", change.getKey())));
        TRUTHS.all("PG-FK-01", all -> all.after()
                .addedSince(all.before(), "constraint")
                .anyMatch(key -> key.text("type").equals("f")
                        && all.after()
                                .all("index")
                                .noneMatch(index -> index.parent().equals(key.parent())
                                        && !index.is("partial")
                                        && (index.text("columns") + ",").startsWith(key.text("columns") + ","))));
        TRUTHS.step(
                "PG-FK-02",
                (step, all) -> all.transactional()
                        && keysOnTablesInUse(step, all)
                        && sameTransaction(step, all, earlier -> earlier != step && keysOnTablesInUse(earlier, all)));
        TRUTHS.all("PG-INT-01", all -> all.after()
                .addedSince(all.before(), "constraint")
                .anyMatch(key -> key.text("type").equals("p")
                        && !all.before().has("column", key.text("ids"))
                        && all.after()
                                .all("column")
                                .anyMatch(column -> column.id().equals(key.text("ids"))
                                        && Set.of("integer", "smallint").contains(column.text("type")))));
        TRUTHS.step(
                "PG-ID-01",
                (step, all) -> step.warning().filter("42622"::equals).isPresent());
        TRUTHS.step(
                "SEC-01",
                (step, all) -> !roles(step.before()).equals(roles(step.after()))
                        || step.after()
                                .changedSince(step.before(), "table", (old, now) -> !old.text("acl")
                                        .equals(now.text("acl")))
                                .anyMatch(table ->
                                        step.sql().toUpperCase(Locale.ROOT).startsWith("GRANT")
                                                && (table.text("acl").matches(".*[{,]=.*")
                                                        || table.text("acl").contains("*")
                                                        || table.text("acl").matches(".*\\bclerk=arwdDxt.*"))));
        TRUTHS.step("SQL-01", (step, all) -> step.error()
                .filter(error -> error.state().equals("42601"))
                .isPresent());
    }
}
