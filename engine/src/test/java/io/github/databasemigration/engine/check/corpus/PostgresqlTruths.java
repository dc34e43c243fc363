package io.github.databasemigration.engine.check.corpus;

import io.github.databasemigration.engine.check.model.Lock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What must have been seen in the database for a rule to be right: the rules' own text is not looked at. */
final class PostgresqlTruths {
    /** From here on it takes long. */
    static final long MANY = 1000;

    private static final Map<String, Predicate<Observed>> TRUTHS = new TreeMap<>();

    private PostgresqlTruths() {}

    static Set<String> rules() {
        return TRUTHS.keySet();
    }

    static Set<String> of(Observed observed) {
        Set<String> broken = new TreeSet<>();
        TRUTHS.forEach((rule, truth) -> {
            if (truth.test(observed)) {
                broken.add(rule);
            }
        });
        return broken;
    }

    private static void step(String rule, BiPredicate<Step, Observed> truth) {
        TRUTHS.put(rule, observed -> observed.steps().stream().anyMatch(each -> truth.test(each, observed)));
    }

    static {
        step("PG-IDX-01", (step, all) -> newIndexes(step, all)
                .anyMatch(index -> !index.is("constraint") && step.blocks(index.parent(), Lock.WRITES)));
        step("PG-IDX-02", (step, all) -> step.after()
                .goneSince(step.before(), "index")
                .anyMatch(index -> wasThere(all, "table", index.parent())
                        && wasThere(all, "index", index.id())
                        && !again(index, step.after())
                        && step.after().has("table", index.parent())
                        && !index.is("constraint")
                        && columnsStay(index, step)
                        && step.blocks(index.parent(), Lock.ALL)));
        step("PG-IDX-03", (step, all) -> step.after()
                .changedSince(step.before(), "index", PostgresqlTruths::otherFile)
                .anyMatch(index -> !rewritten(step, all).contains(index.parent())
                        && step.rowsAfter().getOrDefault(index.parent(), 0L) > 0
                        && !retyped(step, index.parent())
                        && step.blocks(index.parent(), Lock.WRITES)));
        TRUTHS.put("PG-IDX-04", PostgresqlTruths::misplaced);
        step(
                "PG-IDX-05",
                (step, all) -> step.error().isEmpty()
                        && step.sql().toUpperCase(Locale.ROOT).contains("INDEX")
                        && step.before().equals(step.after())
                        && step.after().all("index").anyMatch(index -> !index.is("valid")));
        step("PG-IDX-06", (step, all) -> step.after()
                .addedSince(step.before(), "index")
                .anyMatch(index ->
                        !index.is("unique") && index.facts().path("keys").asInt() > 3));
        step("PG-PART-01", (step, all) -> step.after()
                .changedSince(
                        step.before(),
                        "table",
                        (old, now) -> !old.parent().isEmpty() && now.parent().isEmpty())
                .anyMatch(partition ->
                        step.blocks(step.before().find(partition).orElseThrow().parent(), Lock.ALL)));
        step("PG-CON-01", (step, all) -> newConstraints(step, all, "f")
                .anyMatch(key -> !onNewColumn(key, all)
                        && key.is("validated")
                        && step.read(key.parent()) >= MANY
                        && step.blocks(key.parent(), Lock.WRITES)));
        step("PG-CON-02", (step, all) -> newConstraints(step, all, "c")
                .anyMatch(check -> !onNewColumn(check, all)
                        && check.is("validated")
                        && step.read(check.parent()) >= MANY
                        && step.blocks(check.parent(), Lock.ALL)));
        step(
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
        step("PG-CON-04", (step, all) -> built(step, all, "u"));
        step("PG-CON-05", (step, all) -> built(step, all, "p"));
        step("PG-CON-06", (step, all) -> built(step, all, "x"));
        step("PG-CON-07", (step, all) -> step.after()
                .changedSince(step.before(), "column", (old, now) -> !old.is("notnull") && now.is("notnull"))
                .anyMatch(column -> all.before().has("table", column.parent())
                        && newConstraints(step, all, "p").findAny().isEmpty()
                        && step.read(column.parent()) >= MANY));
        step("PG-CON-08", (step, all) -> step.after()
                .goneSince(step.before(), "constraint")
                .anyMatch(constraint -> all.before().has("constraint", constraint.id())
                        && !again(constraint, step.after())
                        && step.after().has("table", constraint.parent())
                        && Stream.of(constraint.text("ids").split(","))
                                .allMatch(id -> step.after().has("column", id))
                        && (constraint.text("references").equals("0")
                                || step.after().has("table", constraint.text("references")))));
        step("PG-COL-01", (step, all) -> step.error()
                .filter(error -> error.state().equals("23502"))
                .filter(error -> step.before().all("column").noneMatch(column -> error.message()
                        .contains("column \"" + column.name() + "\" of")))
                .isPresent());
        step(
                "PG-COL-02",
                (step, all) -> rewrittenFor(
                        step,
                        all,
                        column -> !column.is("generated")
                                && !column.is("identity")
                                && !column.text("default").startsWith("nextval")));
        step("PG-COL-03", (step, all) -> rewrittenFor(step, all, column -> column.is("generated")));
        step(
                "PG-COL-04",
                (step, all) -> rewrittenFor(
                        step,
                        all,
                        column ->
                                column.is("identity") || column.text("default").startsWith("nextval")));
        step("PG-COL-05", (step, all) -> step.after()
                .changedSince(
                        step.before(), "column", (old, now) -> !old.text("type").equals(now.text("type")))
                .anyMatch(column ->
                        rewritten(step, all).contains(column.parent()) || step.read(column.parent()) >= MANY));
        step("PG-COL-06", (step, all) -> step.after()
                .goneSince(step.before(), "column")
                .anyMatch(column ->
                        all.before().has("column", column.id()) && step.after().has("table", column.parent())));
        step(
                "PG-COL-07",
                (step, all) -> all.oldApplicationFails()
                        && step.after()
                                .changedSince(step.before(), "column", PostgresqlTruths::otherName)
                                .anyMatch(column -> all.before().has("column", column.id())));
        step("PG-COL-08", (step, all) -> step.after()
                .addedSince(step.before(), "column")
                .anyMatch(column -> column.text("type").equals("json")));
        step("PG-COL-09", (step, all) -> step.after()
                .changedSince(step.before(), "column", (old, now) -> old.is("notnull") && !now.is("notnull"))
                .anyMatch(column ->
                        all.before().all("column").anyMatch(old -> old.id().equals(column.id()) && old.is("notnull"))));
        step("PG-COL-10", (step, all) -> Stream.of("f", "c", "u")
                .flatMap(type -> newConstraints(step, all, type))
                .anyMatch(constraint -> onColumnOf(constraint, step)
                        && (step.read(constraint.parent()) >= MANY
                                || rewritten(step, all).contains(constraint.parent()))
                        && step.blocks(constraint.parent(), Lock.WRITES)));
        step("PG-TBL-01", (step, all) -> step.after()
                .goneSince(step.before(), "table")
                .anyMatch(table -> all.before().has("table", table.id())
                        && "rp".contains(table.text("kind"))
                        && step.after().all("schema").anyMatch(schema -> table.name()
                                .startsWith(schema.name() + "."))
                        && step.rowsBefore().getOrDefault(table.id(), 0L) > 0));
        step(
                "PG-TBL-02",
                (step, all) -> all.oldApplicationFails()
                        && Stream.of("table", "schema")
                                .flatMap(kind ->
                                        step.after().changedSince(step.before(), kind, PostgresqlTruths::otherName))
                                .anyMatch(thing -> all.before().has(thing.kind(), thing.id())));
        step("PG-TBL-03", (step, all) -> step.after()
                .changedSince(step.before(), "table", PostgresqlTruths::otherFile)
                .anyMatch(table -> step.rowsAfter().getOrDefault(table.id(), 0L) == 0
                        && step.rowsBefore().getOrDefault(table.id(), 0L) > 0
                        && all.before().has("table", table.id())));
        step("PG-TBL-04", (step, all) -> step.error().isEmpty() && lostUnnamed(step));
        step("PG-TBL-05", (step, all) -> rewritten(step, all).stream()
                .anyMatch(table -> step.rowsAfter().getOrDefault(table, 0L) > 0
                        && step.before()
                                .all("column")
                                .filter(column -> column.parent().equals(table))
                                .toList()
                                .equals(step.after()
                                        .all("column")
                                        .filter(column -> column.parent().equals(table))
                                        .toList())));
        step("PG-TRG-01", (step, all) -> step.after()
                .addedSince(step.before(), "trigger")
                .anyMatch(trigger -> step.blocks(trigger.parent(), Lock.WRITES)));
        step("PG-ENUM-01", (step, all) -> step.after()
                .changedSince(step.before(), "value", PostgresqlTruths::otherName)
                .anyMatch(value -> all.before().has("value", value.id())));
        step(
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
        step("PG-DOM-01", (step, all) -> step.after()
                .addedSince(step.before(), "domain")
                .anyMatch(domain -> domain.is("validated")));
        step(
                "PG-TX-01",
                (step, all) -> !step.lockTimeout()
                        && step.error().isEmpty()
                        && step.blocked().entrySet().stream()
                                .anyMatch(lock -> lock.getValue()
                                                .compareTo(step.heldBefore().getOrDefault(lock.getKey(), Lock.NONE))
                                        > 0));
        step(
                "PG-TX-02",
                (step, all) -> !step.statementTimeout()
                        && step.blocked().entrySet().stream()
                                .anyMatch(lock -> lock.getValue().blocks()
                                        && (step.read(lock.getKey()) >= MANY
                                                || rewritten(step, all).contains(lock.getKey()))));
        step(
                "PG-TX-03",
                (step, all) -> all.transactional()
                        && step.heldBefore().values().stream().anyMatch(lock -> lock == Lock.ALL)
                        && sameTransaction(
                                step, all, earlier -> earlier.blocked().containsValue(Lock.ALL))
                        && works(step, all));
        step(
                "PG-TX-04",
                (step, all) -> step.endedTransaction()
                        || step.warning()
                                .filter(state -> state.startsWith("25"))
                                .isPresent()
                        || step.error()
                                .filter(error -> error.state().startsWith("25P"))
                                .isPresent());
        step(
                "PG-TX-05",
                (step, all) -> all.transactional()
                        && step.heldBefore().values().stream().anyMatch(Lock::blocks)
                        && sameTransaction(step, all, earlier -> earlier.blocked().values().stream()
                                .anyMatch(Lock::blocks))
                        && step.changed().values().stream().anyMatch(rows -> rows >= MANY)
                        && rewritten(step, all).isEmpty());
        step("PG-DML-01", (step, all) -> step.changed().entrySet().stream()
                .anyMatch(change -> change.getValue() >= MANY
                        && change.getValue().equals(step.rowsBefore().get(change.getKey()))
                        && step.sql().toUpperCase(Locale.ROOT).matches("(?s).*\\b(UPDATE|DELETE)\\b.*")
                        && !step.sql().toUpperCase(Locale.ROOT).contains("WHERE")));
        step(
                "PG-DML-02",
                (step, all) -> rewritten(step, all).isEmpty()
                        && step.changed().entrySet().stream()
                                .anyMatch(change -> change.getValue() >= MANY
                                        && all.before().has("table", change.getKey())));
        TRUTHS.put("PG-FK-01", all -> all.after()
                .addedSince(all.before(), "constraint")
                .anyMatch(key -> key.text("type").equals("f")
                        && all.after()
                                .all("index")
                                .noneMatch(index -> index.parent().equals(key.parent())
                                        && !index.is("partial")
                                        && (index.text("columns") + ",").startsWith(key.text("columns") + ","))));
        step(
                "PG-FK-02",
                (step, all) -> all.transactional()
                        && keysOnTablesInUse(step, all)
                        && sameTransaction(step, all, earlier -> earlier != step && keysOnTablesInUse(earlier, all)));
        TRUTHS.put("PG-INT-01", all -> all.after()
                .addedSince(all.before(), "constraint")
                .anyMatch(key -> key.text("type").equals("p")
                        && !all.before().has("column", key.text("ids"))
                        && all.after()
                                .all("column")
                                .anyMatch(column -> column.id().equals(key.text("ids"))
                                        && Set.of("integer", "smallint").contains(column.text("type")))));
        step("PG-ID-01", (step, all) -> step.warning().filter("42622"::equals).isPresent());
        step(
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
        step("SQL-01", (step, all) -> step.error()
                .filter(error -> error.state().equals("42601"))
                .isPresent());
    }

    /** Whether an ALTER TYPE … ADD VALUE says where: the catalogue cannot tell last by order from last by chance. */
    private static boolean positioned(Step step) {
        return step.sql().toUpperCase(Locale.ROOT).matches("(?s).*\\b(BEFORE|AFTER)\\b.*");
    }

    private static boolean wasThere(Observed all, String kind, String id) {
        return all.before().has(kind, id);
    }

    /** Indexes that were built over a table that was there and has many rows. */
    private static Stream<Thing> newIndexes(Step step, Observed all) {
        return step.after()
                .addedSince(step.before(), "index")
                .filter(index -> all.before().has("table", index.parent())
                        && !again(index, step.before())
                        && step.rowsBefore().getOrDefault(index.parent(), 0L) >= MANY);
    }

    private static Stream<Thing> newConstraints(Step step, Observed all, String type) {
        return step.after()
                .addedSince(step.before(), "constraint")
                .filter(constraint -> constraint.text("type").equals(type)
                        && all.before().has("table", constraint.parent())
                        && !again(constraint, step.before()));
    }

    /** A change of a type makes the constraints and indexes of the column anew, under the same names. */
    private static boolean again(Thing thing, Snapshot there) {
        return there.all(thing.kind())
                .anyMatch(each ->
                        each.name().equals(thing.name()) && each.parent().equals(thing.parent()));
    }

    /** A constraint of a table in use whose index had to be built. */
    private static boolean built(Step step, Observed all, String type) {
        return newConstraints(step, all, type)
                .anyMatch(constraint -> !step.before().has("index", constraint.text("index"))
                        && !onColumnOf(constraint, step)
                        && step.blocks(constraint.parent(), Lock.ALL));
    }

    private static boolean onNewColumn(Thing constraint, Observed all) {
        return Stream.of(constraint.text("ids").split(","))
                .anyMatch(id -> !all.before().has("column", id));
    }

    /** On a column that came with the same statement. */
    private static boolean onColumnOf(Thing constraint, Step step) {
        return Stream.of(constraint.text("ids").split(","))
                .anyMatch(id -> !step.before().has("column", id));
    }

    private static boolean otherFile(Thing old, Thing now) {
        return !old.text("file").equals(now.text("file"));
    }

    private static boolean otherName(Thing old, Thing now) {
        return !old.name().equals(now.name());
    }

    /** Tables in use that were written anew. */
    private static Set<String> rewritten(Step step, Observed all) {
        Set<String> tables = new HashSet<>();
        step.after()
                .changedSince(step.before(), "table", PostgresqlTruths::otherFile)
                .filter(table -> all.before().has("table", table.id())
                        && step.rowsAfter().getOrDefault(table.id(), 0L) >= MANY)
                .forEach(table -> tables.add(table.id()));
        return tables;
    }

    private static boolean retyped(Step step, String table) {
        return step.after()
                .changedSince(
                        step.before(), "column", (old, now) -> !old.facts().equals(now.facts()))
                .anyMatch(column -> column.parent().equals(table));
    }

    private static boolean rewrittenFor(Step step, Observed all, Predicate<Thing> column) {
        return step.after()
                .addedSince(step.before(), "column")
                .anyMatch(each -> column.test(each) && rewritten(step, all).contains(each.parent()));
    }

    private static boolean columnsStay(Thing index, Step step) {
        List<String> names = step.after()
                .all("column")
                .filter(column -> column.parent().equals(index.parent()))
                .map(Thing::name)
                .toList();
        return Stream.of(index.text("columns").split(","))
                .allMatch(column -> column.isEmpty() || names.contains(column));
    }

    private static boolean sameTransaction(Step step, Observed all, Predicate<Step> earlier) {
        return all.steps().stream()
                .takeWhile(each -> each != step)
                .anyMatch(each -> each.migration() == step.migration() && earlier.test(each));
    }

    /** Whether a statement took the longer the more rows there were. */
    private static boolean works(Step step, Observed all) {
        return step.read().values().stream().anyMatch(rows -> rows >= MANY)
                || step.changed().values().stream().anyMatch(rows -> rows >= MANY)
                || !rewritten(step, all).isEmpty();
    }

    private static boolean keysOnTablesInUse(Step step, Observed all) {
        return step.after()
                .addedSince(step.before(), "constraint")
                .anyMatch(key -> key.text("type").equals("f")
                        && (all.before().has("table", key.parent())
                                || all.before().has("table", key.text("references"))));
    }

    /** Objects that went and that the statement does not name. */
    private static boolean lostUnnamed(Step step) {
        return Stream.of("table", "constraint", "schema")
                .flatMap(kind -> step.after().goneSince(step.before(), kind))
                .anyMatch(thing -> thing.kind().equals("schema")
                        || !step.sql().contains(thing.name().replaceFirst("^\\w+\\.", "")) && unrelated(thing, step));
    }

    /** A constraint that goes with its own table or column is no surprise. */
    private static boolean unrelated(Thing thing, Step step) {
        return !thing.kind().equals("constraint")
                || !again(thing, step.after())
                        && step.after().has("table", thing.parent())
                        && Stream.of(thing.text("ids").split(","))
                                .allMatch(id -> step.after().has("column", id));
    }

    private static boolean misplaced(Observed all) {
        boolean refused = all.steps().stream()
                .anyMatch(step -> step.error()
                                .filter(error -> error.state().equals("25001"))
                                .isPresent()
                        && step.sql().toUpperCase(Locale.ROOT).contains("CONCURRENTLY"));
        List<Step> changing = all.steps().stream()
                .filter(step -> !step.before().equals(step.after())
                        || step.changed().values().stream().anyMatch(rows -> rows > 0))
                .toList();
        boolean concurrent = changing.stream()
                .anyMatch(step -> step.sql().toUpperCase(Locale.ROOT).contains("CONCURRENTLY"));
        boolean others = changing.stream()
                .anyMatch(step -> !step.sql().toUpperCase(Locale.ROOT).contains("CONCURRENTLY"));
        boolean together = changing.stream().map(Step::migration).distinct().count() < changing.size();
        return refused || !all.transactional() && concurrent && others && together;
    }

    private static List<Thing> roles(Snapshot snapshot) {
        return snapshot.all("role").toList();
    }
}
