package io.github.databasemigration.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An estimate whether a statement destroys what only a backup brings back.
 *
 * <p>It looks at words, never at data or grammar, and errs on the side of saying something: an {@code UPDATE} that
 * touches no row is named too. What it cannot see (the body of a procedure that is called, a function inside a query) it
 * says it cannot see, or does not say at all: no reason does not prove that a statement can be undone.
 */
public final class Irreversibility {
    private static final Set<String> DROPS_DATA =
            Set.of("TABLE", "SCHEMA", "DATABASE", "SEQUENCE", "TABLESPACE", "OWNED", "FOREIGN");
    /** What follows DROP in ALTER TABLE where it is not a column. */
    private static final Set<String> DROPS_NO_COLUMN = Set.of(
            "CONSTRAINT",
            "INDEX",
            "KEY",
            "PRIMARY",
            "FOREIGN",
            "CHECK",
            "DEFAULT",
            "NOT",
            "IDENTITY",
            "EXPRESSION",
            "TRIGGER",
            "SYSTEM",
            "PERIOD");
    /** Words before UPDATE or DELETE that make it no command of its own. */
    private static final Set<String> NO_COMMAND_AFTER = Set.of("ON", "FOR", "KEY", "DO", "NO");

    private Irreversibility() {}

    /** Why one statement probably cannot be undone without a backup; empty where nothing suggests that. */
    public static List<String> of(String statement) {
        List<String> words = SqlWords.of(statement);
        if (words.isEmpty()) {
            return List.of();
        }
        List<String> reasons = new ArrayList<>();
        switch (words.get(0)) {
            case "DROP" -> dropped(words).ifPresent(reasons::add);
            case "TRUNCATE" -> reasons.add("empties a table");
            case "ALTER" -> altered(words, reasons);
            case "DELETE", "UPDATE", "INSERT", "REPLACE", "MERGE", "WITH" -> changedRows(words, reasons);
            case "DO", "CALL", "EXECUTE", "EXEC", "BEGIN" ->
                reasons.add("runs a block whose effects are not visible here");
            default -> {}
        }
        return List.copyOf(reasons);
    }

    private static Optional<String> dropped(List<String> words) {
        // MariaDB: DROP TEMPORARY TABLE loses what would be lost anyway.
        return words.size() > 1 && DROPS_DATA.contains(words.get(1))
                ? Optional.of("drops a " + (words.get(1).equals("OWNED") ? "user's objects" : kind(words)))
                : Optional.empty();
    }

    private static String kind(List<String> words) {
        return words.get(1).equals("FOREIGN") ? "foreign table" : words.get(1).toLowerCase(Locale.ROOT);
    }

    private static void altered(List<String> words, List<String> reasons) {
        if (words.size() > 1 && words.get(1).equals("TYPE") && follows(words, "ADD", "VALUE")) {
            reasons.add("adds a value to a type, which cannot be taken out again");
        }
        if (words.size() > 1 && words.get(1).equals("TYPE") && follows(words, "DROP", "ATTRIBUTE")) {
            reasons.add("drops an attribute of a type");
        }
        if (!words.contains("TABLE") || words.indexOf("TABLE") > 2) {
            return;
        }
        boolean column = false;
        boolean partition = false;
        boolean type = false;
        for (int i = 2; i < words.size(); i++) {
            String word = words.get(i);
            String next = i + 1 < words.size() ? words.get(i + 1) : "";
            if (word.equals("DROP")) {
                partition |= next.equals("PARTITION");
                column |= !next.equals("PARTITION") && !DROPS_NO_COLUMN.contains(next);
            }
            type |= word.equals("MODIFY") || word.equals("CHANGE") || (word.equals("TYPE") && altersColumn(words, i));
            // H2 and the standard also write ALTER COLUMN name type.
            type |= word.equals("COLUMN") && words.get(i - 1).equals("ALTER") && changesTypeBare(words, i);
        }
        if (column) {
            reasons.add("drops a column");
        }
        if (partition) {
            reasons.add("drops a partition");
        }
        if (type) {
            reasons.add("changes a column's type");
        }
    }

    private static boolean altersColumn(List<String> words, int typeAt) {
        return words.subList(2, typeAt).contains("ALTER");
    }

    private static boolean changesTypeBare(List<String> words, int columnAt) {
        return columnAt + 2 < words.size()
                && !Set.of("SET", "DROP", "ADD", "RENAME", "RESTART", "TYPE").contains(words.get(columnAt + 2));
    }

    private static void changedRows(List<String> words, List<String> reasons) {
        boolean narrowed = words.contains("WHERE");
        if (command(words, "DELETE")) {
            reasons.add(narrowed ? "deletes rows" : "deletes all rows of a table");
        }
        if (command(words, "UPDATE")) {
            reasons.add(narrowed ? "overwrites values" : "overwrites values in all rows of a table");
        }
        if (words.get(0).equals("REPLACE") || follows(words, "OR", "REPLACE")) {
            reasons.add("replaces rows");
        }
        if (command(words, "MERGE") || follows(words, "DO", "UPDATE") || follows(words, "KEY", "UPDATE")) {
            reasons.add("overwrites values where rows exist");
        }
    }

    private static boolean command(List<String> words, String verb) {
        if (words.get(0).equals(verb)) {
            return true;
        }
        if (!words.get(0).equals("WITH")) {
            return false;
        }
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i).equals(verb) && !NO_COMMAND_AFTER.contains(words.get(i - 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean follows(List<String> words, String first, String second) {
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i - 1).equals(first) && words.get(i).equals(second)) {
                return true;
            }
        }
        return false;
    }
}
