package io.github.databasemigration.engine.check.mysql;

import io.github.databasemigration.engine.check.model.Column;
import io.github.databasemigration.engine.check.model.Column.Generated;
import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Default;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.model.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads columns, types, defaults and constraints. */
final class Definitions {
    private static final Map<String, String> SYNONYMS = Map.of(
            "integer",
            "int",
            "dec",
            "decimal",
            "numeric",
            "decimal",
            "fixed",
            "decimal",
            "bool",
            "tinyint",
            "boolean",
            "tinyint",
            "character",
            "char",
            "nchar",
            "char",
            "nvarchar",
            "varchar",
            "real",
            "double");

    private Definitions() {}

    /** A Uid with its ColumnDefinition. */
    static Column column(String name, Tree definition) {
        boolean notNull = false;
        boolean counted = false;
        Generated generated = Generated.NO;
        Optional<Default> fallback = Optional.empty();
        List<Constraint> constraints = new ArrayList<>();
        for (Tree each : definition.children()) {
            switch (each.rule()) {
                case "NullColumnConstraint" ->
                    notNull = each.child("NullNotnull").orElse(each).has("NOT");
                case "DefaultColumnConstraint" -> fallback = Optional.of(fallback(each));
                case "SerialDefaultColumnConstraint" -> counted = true;
                case "AutoIncrementColumnConstraint" -> counted |= each.has("AUTO_INCREMENT");
                case "GeneratedColumnConstraint" ->
                    generated = each.has("STORED") || each.has("PERSISTENT") ? Generated.STORED : Generated.VIRTUAL;
                case "PrimaryKeyColumnConstraint" -> {
                    notNull = true;
                    constraints.add(inline(Constraint.Kind.PRIMARY_KEY, name, each));
                }
                case "UniqueKeyColumnConstraint" -> constraints.add(inline(Constraint.Kind.UNIQUE, name, each));
                case "ReferenceColumnConstraint" -> constraints.add(inline(Constraint.Kind.FOREIGN_KEY, name, each));
                case "CheckColumnConstraint" -> constraints.add(inline(Constraint.Kind.CHECK, name, each));
                default -> {}
            }
        }
        return new Column(name, type(definition.children().get(0)), notNull, fallback, generated, counted, constraints);
    }

    private static Constraint inline(Constraint.Kind kind, String column, Tree tree) {
        return new Constraint(
                kind,
                Optional.empty(),
                List.of(column),
                enforced(tree),
                Optional.empty(),
                references(tree),
                Optional.empty());
    }

    /** One of the data types. */
    static Type type(Tree type) {
        String name = type.node().getChildCount() == 0
                ? type.text()
                : type.children().get(0).text();
        name = name.toLowerCase(Locale.ROOT);
        List<String> values = type.all("CollectionOption").stream()
                .map(option -> unquoted(option.text()))
                .toList();
        List<Integer> arguments = type.all("DecimalLiteral").stream()
                .map(number -> Integer.valueOf(number.text()))
                .toList();
        return new Type(SYNONYMS.getOrDefault(name, name), arguments, values, false, type.has("UNSIGNED"));
    }

    private static String unquoted(String literal) {
        return literal.length() < 2
                ? literal
                : literal.substring(1, literal.length() - 1).replace("''", "'");
    }

    private static Default fallback(Tree constraint) {
        List<String> functions = constraint.allEndingWith("FunctionCall").stream()
                .map(call -> call.text().replaceFirst("(?s)\\(.*", "").toLowerCase(Locale.ROOT))
                .toList();
        boolean now = !constraint.all("CurrentTimestamp").isEmpty();
        return new Default(functions.isEmpty() && !now, functions);
    }

    /** A constraint of a table, as part of CREATE TABLE or of ALTER TABLE. */
    static Constraint constraint(Constraint.Kind kind, Tree tree) {
        List<String> columns = tree.children("IndexColumnNames").stream()
                .flatMap(names -> columns(names).stream())
                .toList();
        Optional<String> name = tree.child("Uid").map(uid -> uid.name().object());
        return new Constraint(
                kind, name, columns, enforced(tree), Optional.empty(), references(tree), Optional.empty());
    }

    private static boolean enforced(Tree tree) {
        return !tree.has("ENFORCED") || !tree.has("NOT");
    }

    private static Optional<Name> references(Tree tree) {
        return tree.all("ReferenceDefinition").stream().findFirst().map(Tree::name);
    }

    /** The columns of an index; an empty text for an expression. */
    static List<String> columns(Tree indexColumnNames) {
        return indexColumnNames.children("IndexColumnName").stream()
                .map(column ->
                        column.child("Uid").map(uid -> uid.name().object()).orElse(""))
                .toList();
    }

    /** The columns that a list of definitions declares. */
    static List<Column> columns(List<Tree> declarations) {
        return declarations.stream()
                .map(declaration -> column(
                        declaration.child("Uid").orElse(declaration).name().object(),
                        declaration.child("ColumnDefinition").orElseThrow()))
                .toList();
    }
}
