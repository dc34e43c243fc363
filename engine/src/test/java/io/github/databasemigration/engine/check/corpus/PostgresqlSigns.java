package io.github.databasemigration.engine.check.corpus;

import io.github.databasemigration.engine.check.model.Lock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a statement's steps show that several truths about PostgreSQL ask for. */
final class PostgresqlSigns {
    private PostgresqlSigns() {}

    /** Whether an ALTER TYPE … ADD VALUE says where: the catalogue cannot tell last by order from last by chance. */
    static boolean positioned(Step step) {
        return step.sql().toUpperCase(Locale.ROOT).matches("(?s).*\\b(BEFORE|AFTER)\\b.*");
    }

    static boolean wasThere(Observed all, String kind, String id) {
        return all.before().has(kind, id);
    }

    /** Indexes that were built over a table that was there and has many rows. */
    static Stream<Thing> newIndexes(Step step, Observed all) {
        return step.after()
                .addedSince(step.before(), "index")
                .filter(index -> all.before().has("table", index.parent())
                        && !again(index, step.before())
                        && step.rowsBefore().getOrDefault(index.parent(), 0L) >= Truths.MANY);
    }

    static Stream<Thing> newConstraints(Step step, Observed all, String type) {
        return step.after()
                .addedSince(step.before(), "constraint")
                .filter(constraint -> constraint.text("type").equals(type)
                        && all.before().has("table", constraint.parent())
                        && !again(constraint, step.before()));
    }

    /** A change of a type makes the constraints and indexes of the column anew, under the same names. */
    static boolean again(Thing thing, Snapshot there) {
        return there.all(thing.kind())
                .anyMatch(each ->
                        each.name().equals(thing.name()) && each.parent().equals(thing.parent()));
    }

    /** A constraint of a table in use whose index had to be built. */
    static boolean built(Step step, Observed all, String type) {
        return newConstraints(step, all, type)
                .anyMatch(constraint -> !step.before().has("index", constraint.text("index"))
                        && !onColumnOf(constraint, step)
                        && step.blocks(constraint.parent(), Lock.ALL));
    }

    static boolean onNewColumn(Thing constraint, Observed all) {
        return Stream.of(constraint.text("ids").split(","))
                .anyMatch(id -> !all.before().has("column", id));
    }

    /** On a column that came with the same statement. */
    static boolean onColumnOf(Thing constraint, Step step) {
        return Stream.of(constraint.text("ids").split(","))
                .anyMatch(id -> !step.before().has("column", id));
    }

    static boolean otherFile(Thing old, Thing now) {
        return !old.text("file").equals(now.text("file"));
    }

    static boolean otherName(Thing old, Thing now) {
        return !old.name().equals(now.name());
    }

    /** Tables in use that were written anew. */
    static Set<String> rewritten(Step step, Observed all) {
        Set<String> tables = new HashSet<>();
        step.after()
                .changedSince(step.before(), "table", PostgresqlSigns::otherFile)
                .filter(table -> all.before().has("table", table.id())
                        && step.rowsAfter().getOrDefault(table.id(), 0L) >= Truths.MANY)
                .forEach(table -> tables.add(table.id()));
        return tables;
    }

    static boolean retyped(Step step, String table) {
        return step.after()
                .changedSince(
                        step.before(), "column", (old, now) -> !old.facts().equals(now.facts()))
                .anyMatch(column -> column.parent().equals(table));
    }

    static boolean rewrittenFor(Step step, Observed all, Predicate<Thing> column) {
        return step.after()
                .addedSince(step.before(), "column")
                .anyMatch(each -> column.test(each) && rewritten(step, all).contains(each.parent()));
    }

    static boolean columnsStay(Thing index, Step step) {
        List<String> names = step.after()
                .all("column")
                .filter(column -> column.parent().equals(index.parent()))
                .map(Thing::name)
                .toList();
        return Stream.of(index.text("columns").split(","))
                .allMatch(column -> column.isEmpty() || names.contains(column));
    }

    static boolean sameTransaction(Step step, Observed all, Predicate<Step> earlier) {
        return all.steps().stream()
                .takeWhile(each -> each != step)
                .anyMatch(each -> each.migration() == step.migration() && earlier.test(each));
    }

    /** Whether a statement took the longer the more rows there were. */
    static boolean works(Step step, Observed all) {
        return step.read().values().stream().anyMatch(rows -> rows >= Truths.MANY)
                || step.changed().values().stream().anyMatch(rows -> rows >= Truths.MANY)
                || !rewritten(step, all).isEmpty();
    }

    static boolean keysOnTablesInUse(Step step, Observed all) {
        return step.after()
                .addedSince(step.before(), "constraint")
                .anyMatch(key -> key.text("type").equals("f")
                        && (all.before().has("table", key.parent())
                                || all.before().has("table", key.text("references"))));
    }

    /** Objects that went and that the statement does not name. */
    static boolean lostUnnamed(Step step) {
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

    static boolean misplaced(Observed all) {
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

    static List<Thing> roles(Snapshot snapshot) {
        return snapshot.all("role").toList();
    }
}
