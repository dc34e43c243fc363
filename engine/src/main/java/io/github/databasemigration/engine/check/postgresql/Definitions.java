package io.github.databasemigration.engine.check.postgresql;

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
import java.util.Set;

/** Reads columns, types, defaults and constraints. */
final class Definitions {
    private static final Map<String, String> SERIAL = Map.of(
            "serial",
            "int4",
            "serial4",
            "int4",
            "bigserial",
            "int8",
            "serial8",
            "int8",
            "smallserial",
            "int2",
            "serial2",
            "int2");

    private static final Map<String, Constraint.Kind> KINDS = Map.of(
            "CONSTR_PRIMARY", Constraint.Kind.PRIMARY_KEY,
            "CONSTR_UNIQUE", Constraint.Kind.UNIQUE,
            "CONSTR_FOREIGN", Constraint.Kind.FOREIGN_KEY,
            "CONSTR_CHECK", Constraint.Kind.CHECK,
            "CONSTR_EXCLUSION", Constraint.Kind.EXCLUSION,
            "CONSTR_NOTNULL", Constraint.Kind.NOT_NULL);

    /** Columns without a constraint of this kind are as those with one for everybody who asks here. */
    private static final Set<Constraint.Kind> OF_COLUMNS = Set.of(
            Constraint.Kind.PRIMARY_KEY,
            Constraint.Kind.UNIQUE,
            Constraint.Kind.FOREIGN_KEY,
            Constraint.Kind.CHECK,
            Constraint.Kind.EXCLUSION);

    private Definitions() {}

    /** A ColumnDef. */
    static Column column(Node definition) {
        String name = definition.text("colname");
        Type written = type(definition.plain("typeName"));
        boolean notNull = SERIAL.containsKey(written.name());
        boolean counted = notNull;
        Generated generated = Generated.NO;
        Optional<Default> fallback = Optional.empty();
        List<Constraint> constraints = new ArrayList<>();
        for (Node each : definition.list("constraints")) {
            switch (each.text("contype")) {
                case "CONSTR_NOTNULL" -> notNull = true;
                case "CONSTR_DEFAULT" -> fallback = Optional.of(fallback(each.node("raw_expr")));
                case "CONSTR_IDENTITY" -> {
                    counted = true;
                    notNull = true;
                }
                case "CONSTR_GENERATED" ->
                    generated = each.text("generated_kind").equals("v") ? Generated.VIRTUAL : Generated.STORED;
                default ->
                    constraint(each, List.of(name))
                            .filter(constraint -> OF_COLUMNS.contains(constraint.kind()))
                            .ifPresent(constraints::add);
            }
        }
        notNull |= constraints.stream().anyMatch(each -> each.kind() == Constraint.Kind.PRIMARY_KEY);
        Type type = new Type(
                SERIAL.getOrDefault(written.name(), written.name()),
                written.arguments(),
                List.of(),
                written.array(),
                false);
        return new Column(name, type, notNull, fallback, generated, counted, constraints);
    }

    /** A TypeName; the schema of the built-in ones is left out. */
    static Type type(Node type) {
        List<String> names = type.texts("names");
        String name = names.isEmpty() ? "" : names.get(names.size() - 1).toLowerCase(Locale.ROOT);
        List<Integer> arguments = type.list("typmods").stream()
                .filter(each -> each.is("A_Const") && each.has("ival"))
                .map(each -> each.fields().path("ival").path("ival").asInt())
                .toList();
        return new Type(name, arguments, List.of(), type.has("arrayBounds"), false);
    }

    /** The expression behind DEFAULT. */
    static Default fallback(Node expression) {
        List<String> functions = new ArrayList<>();
        boolean[] constant = {true};
        expression.visit(node -> {
            if (node.is("FuncCall")) {
                List<String> names = node.texts("funcname");
                functions.add(names.get(names.size() - 1));
            }
            if (node.is("FuncCall", "SQLValueFunction", "SubLink")) {
                constant[0] = false;
            }
        });
        return new Default(constant[0], functions);
    }

    /** A Constraint; {@code columns} for one that is written behind a column. Empty for DEFERRABLE and the like. */
    static Optional<Constraint> constraint(Node node, List<String> columns) {
        Constraint.Kind kind = KINDS.get(node.text("contype"));
        if (kind == null) {
            return Optional.empty();
        }
        List<String> own = kind == Constraint.Kind.FOREIGN_KEY ? node.texts("fk_attrs") : node.texts("keys");
        Optional<Name> references =
                kind == Constraint.Kind.FOREIGN_KEY ? Optional.of(node.relation("pktable")) : Optional.empty();
        return Optional.of(new Constraint(
                kind,
                node.optional("conname"),
                own.isEmpty() ? columns : own,
                !node.flag("skip_validation"),
                node.optional("indexname"),
                references,
                notNull(kind, node)));
    }

    private static Optional<String> notNull(Constraint.Kind kind, Node constraint) {
        if (kind == Constraint.Kind.NOT_NULL) {
            return constraint.texts("keys").stream().findFirst();
        }
        Node expression = constraint.node("raw_expr");
        if (kind != Constraint.Kind.CHECK
                || !expression.is("NullTest")
                || !expression.text("nulltesttype").equals("IS_NOT_NULL")) {
            return Optional.empty();
        }
        return expression.node("arg").texts("fields").stream().findFirst();
    }
}
