package io.github.databasemigration.engine.undo;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.ChangeRows;
import io.github.databasemigration.engine.check.model.Action.Drop;
import io.github.databasemigration.engine.check.model.Action.DropColumn;
import io.github.databasemigration.engine.check.model.Action.Truncate;
import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Kind;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.target.Catalogue;
import io.github.databasemigration.engine.check.target.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds how to copy what a statement is about to destroy, so that it can be put back exactly: a dropped table, a dropped
 * column, the rows of a TRUNCATE, a DELETE or an UPDATE. What cannot be put back exactly is not copied, and the reason is
 * said.
 */
final class SideCopies {
    private static final Pattern MOVING = Pattern.compile(
            "(?i)\\b(current_\\w+|local\\w*|now|sysdate|utc_\\w+|rand|uuid\\w*|sleep|unix_timestamp|curdate|curtime)\\b");

    private final SideCopyPlaces places;
    private final boolean postgresql;
    private final Catalogue catalogue;
    private final SortedMap<String, String> schema;
    private final Before before;
    private final long limit;

    /** @param limit of how many rows a table may be, by the server's own statistics */
    SideCopies(
            SideCopyPlaces places, Catalogue catalogue, SortedMap<String, String> schema, Before before, long limit) {
        this.places = places;
        this.postgresql = places.postgresql();
        this.catalogue = catalogue;
        this.schema = schema;
        this.before = before;
        this.limit = limit;
    }

    /** A copy, or why there is none. */
    record Found(Optional<SideCopy> copy, String why) {
        private static Found none(String why) {
            return new Found(Optional.empty(), why);
        }
    }

    /** Whether an action destroys what was there before the migration. */
    static boolean destroys(Action action) {
        return action instanceof Truncate
                || action instanceof DropColumn
                || action instanceof Drop drop && drop.kind() == Kind.TABLE && !drop.temporary()
                || action instanceof ChangeRows rows && rows.change() != Action.Change.INSERT;
    }

    /**
     * How to keep what an action destroys.
     *
     * @param copy the name for the copy
     */
    Found of(Action action, String sql, String copy) {
        if (action instanceof Truncate truncate) {
            return truncate.cascade() || truncate.tables().size() != 1
                    ? Found.none("more than one table is emptied")
                    : in(truncate.tables().get(0), table -> rows(table, copy, Optional.empty(), "rows"));
        } else if (action instanceof Drop drop) {
            return drop.cascade() || drop.objects().size() != 1
                    ? Found.none("more than one table is dropped")
                    : in(drop.objects().get(0), table -> table(table, copy));
        } else if (action instanceof DropColumn drop) {
            return drop.cascade()
                    ? Found.none("what depends on the column goes with it")
                    : in(drop.table(), table -> column(table, drop.column(), copy));
        }
        ChangeRows rows = (ChangeRows) action;
        return PlainDml.of(sql)
                .map(dml -> in(rows.table(), table -> changed(table, dml, copy)))
                .orElseGet(() -> Found.none("which rows it changes is not plain from its text"));
    }

    /** A table that is known to its last detail. */
    private record Known(Table table, Definition definition) {}

    private Found in(Name name, Function<Known, Found> keep) {
        Optional<Table> table = before.known(name);
        Optional<Definition> definition = table.flatMap(known -> Definition.of(schema, known.name(), postgresql));
        if (definition.isEmpty()) {
            return Found.none("what was there before is not known");
        } else if (definition.get().odd().isPresent()) {
            return Found.none(
                    "it cannot be put back exactly: " + definition.get().odd().get());
        } else if (table.get().rows() > limit) {
            return Found.none("it has about " + table.get().rows() + " rows, and " + limit + " are kept at most");
        }
        return keep.apply(new Known(table.get(), definition.get()));
    }

    private Found table(Known known, String copy) {
        Definition definition = known.definition();
        List<String> again = new ArrayList<>();
        if (postgresql) {
            again.add("CREATE TABLE " + definition.name() + " ("
                    + String.join(", ", definition.columns().values()) + ")");
            again.add(insert(definition, copy));
            again.addAll(definition.parts().values());
        } else {
            List<String> lines = new ArrayList<>(definition.columns().values());
            lines.addAll(definition.parts().values());
            again.add("CREATE TABLE " + definition.name() + " (" + String.join(", ", lines) + definition.options());
            again.add(insert(definition, copy));
        }
        return copy(
                known, copy, "table", List.copyOf(definition.columns().keySet()), List.of(), Optional.empty(), again);
    }

    private Found rows(Known known, String copy, Optional<String> where, String what) {
        return copy(
                known,
                copy,
                what,
                List.copyOf(known.definition().columns().keySet()),
                List.of(),
                where,
                List.of(insert(known.definition(), copy)));
    }

    private String insert(Definition definition, String copy) {
        String columns = String.join(", ", definition.columns().keySet());
        return "INSERT INTO " + definition.name() + " (" + columns + ") SELECT " + columns + " FROM " + places.of(copy);
    }

    private Found changed(Known known, PlainDml dml, String copy) {
        Optional<String> moving = dml.functions().stream()
                .filter(function -> MOVING.matcher(function).matches() || catalogue.isVolatile(function))
                .findFirst();
        if (MOVING.matcher(dml.where().orElse("")).find()) {
            return Found.none("its condition says the time, which is another one the next time");
        } else if (moving.isPresent()) {
            return Found.none("its condition calls " + moving.get() + "(), which may say something else the next time");
        } else if (dml.assigned().isEmpty()) {
            return rows(known, copy, dml.where(), "rows");
        }
        List<String> keys = keys(known);
        List<String> columns = dml.assigned().stream().map(before::quoted).toList();
        if (keys.isEmpty()
                || keys.stream().anyMatch(key -> dml.assigned().stream().anyMatch(key::equalsIgnoreCase))) {
            return Found.none("no key says afterwards which rows they were");
        }
        return restored(
                known, copy, "values of " + String.join(", ", dml.assigned()), keys, columns, dml.where(), List.of());
    }

    private Found column(Known known, String column, String copy) {
        Definition definition = known.definition();
        List<String> keys = keys(known);
        List<String> order = List.copyOf(definition.columns().keySet());
        int place = order.stream().map(Definition::unquoted).toList().indexOf(column);
        if (place < 0 || definition.partsSay(column)) {
            return Found.none("an index or a constraint goes with the column");
        } else if (keys.isEmpty()) {
            return Found.none("the table has no key to say afterwards which row had which value");
        } else if (postgresql && place < order.size() - 1) {
            return Found.none("only a table's last column can come back to its place");
        }
        String line = definition.columns().get(order.get(place));
        List<String> after = new ArrayList<>();
        if (postgresql && line.contains(" NOT NULL")) {
            after.add("ALTER TABLE " + definition.name() + " ALTER COLUMN " + order.get(place) + " SET NOT NULL");
            line = line.replaceFirst(" NOT NULL", "");
        } else if (!postgresql) {
            line += place == 0 ? " FIRST" : " AFTER " + order.get(place - 1);
        }
        Found values =
                restored(known, copy, "column " + column, keys, List.of(order.get(place)), Optional.empty(), after);
        String again = "ALTER TABLE " + definition.name() + " ADD COLUMN " + line;
        return new Found(values.copy().map(found -> with(found, again)), values.why());
    }

    private static SideCopy with(SideCopy copy, String first) {
        List<String> putBack = new ArrayList<>(List.of(first));
        putBack.addAll(copy.putBack());
        return new SideCopy(
                copy.table(),
                copy.place(),
                copy.source(),
                copy.what(),
                copy.keys(),
                copy.columns(),
                copy.create(),
                copy.fill(),
                putBack);
    }

    /** Values of rows that are still there: found again by their key. */
    private Found restored(
            Known known,
            String copy,
            String what,
            List<String> keys,
            List<String> columns,
            Optional<String> where,
            List<String> after) {
        String table = known.definition().name();
        List<String> quoted = keys.stream().map(before::quoted).toList();
        String same =
                quoted.stream().map(key -> table + "." + key + " = kept." + key).collect(Collectors.joining(" AND "));
        String update = postgresql
                ? "UPDATE " + table + " SET "
                        + columns.stream()
                                .map(column -> column + " = kept." + column)
                                .collect(Collectors.joining(", "))
                        + " FROM " + places.of(copy) + " kept WHERE " + same
                : "UPDATE " + table + " JOIN " + places.of(copy) + " kept ON " + same + " SET "
                        + columns.stream()
                                .map(column -> table + "." + column + " = kept." + column)
                                .collect(Collectors.joining(", "));
        List<String> putBack = new ArrayList<>(List.of(update));
        putBack.addAll(after);
        List<String> all = new ArrayList<>(quoted);
        columns.stream().filter(column -> !all.contains(column)).forEach(all::add);
        return copy(known, copy, what, all, keys, where, putBack);
    }

    private Found copy(
            Known known,
            String copy,
            String what,
            List<String> columns,
            List<String> keys,
            Optional<String> where,
            List<String> putBack) {
        String table = known.definition().name();
        String select = "SELECT " + String.join(", ", columns) + " FROM " + table;
        List<String> create = List.of(
                "DROP TABLE IF EXISTS " + places.of(copy),
                "CREATE TABLE " + places.of(copy) + " AS " + select + " WHERE 1 = 0");
        List<String> fill = new ArrayList<>();
        if (postgresql) {
            // Who writes meanwhile waits: what is copied is what will be gone.
            fill.add("LOCK TABLE " + table + " IN SHARE ROW EXCLUSIVE MODE");
        }
        fill.add("INSERT INTO " + places.of(copy) + " " + select
                + where.map(condition -> " WHERE " + condition).orElse(""));
        List<String> all = new ArrayList<>(putBack);
        all.add("DROP TABLE " + places.of(copy));
        all.add(places.forget(copy));
        return new Found(
                Optional.of(new SideCopy(copy, places.of(copy), table, what, keys, columns, create, fill, all)), "");
    }

    /** The columns of the primary key. */
    private static List<String> keys(Known known) {
        Table table = known.table();
        return table.indexes().stream()
                .filter(index -> index.name().equals("PRIMARY"))
                .map(Table.Index::columns)
                .findFirst()
                .or(() -> table.constraints().stream()
                        .filter(constraint -> constraint.kind() == Constraint.Kind.PRIMARY_KEY)
                        .map(Table.ExistingConstraint::columns)
                        .findFirst())
                .orElse(List.of());
    }
}
