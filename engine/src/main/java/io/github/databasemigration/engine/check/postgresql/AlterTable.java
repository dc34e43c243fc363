package io.github.databasemigration.engine.check.postgresql;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.AddColumn;
import io.github.databasemigration.engine.check.model.Action.AddConstraint;
import io.github.databasemigration.engine.check.model.Action.AlterOther;
import io.github.databasemigration.engine.check.model.Action.AttachPartition;
import io.github.databasemigration.engine.check.model.Action.ChangeType;
import io.github.databasemigration.engine.check.model.Action.DetachPartition;
import io.github.databasemigration.engine.check.model.Action.DropColumn;
import io.github.databasemigration.engine.check.model.Action.DropConstraint;
import io.github.databasemigration.engine.check.model.Action.DropNotNull;
import io.github.databasemigration.engine.check.model.Action.Rewrite;
import io.github.databasemigration.engine.check.model.Action.SetDefault;
import io.github.databasemigration.engine.check.model.Action.SetNotNull;
import io.github.databasemigration.engine.check.model.Action.ValidateConstraint;
import io.github.databasemigration.engine.check.model.Lock;
import io.github.databasemigration.engine.check.model.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the commands of one ALTER TABLE. */
final class AlterTable {
    /** Those that let the application read and write meanwhile (the manual's page of ALTER TABLE). */
    private static final Set<String> HARMLESS = Set.of(
            "AT_SetStatistics",
            "AT_SetOptions",
            "AT_ResetOptions",
            "AT_SetRelOptions",
            "AT_ResetRelOptions",
            "AT_ClusterOn",
            "AT_DropCluster",
            "AT_ValidateConstraint");

    private static final Set<String> TRIGGERS = Set.of(
            "AT_EnableTrig",
            "AT_DisableTrig",
            "AT_EnableTrigAll",
            "AT_DisableTrigAll",
            "AT_EnableTrigUser",
            "AT_DisableTrigUser");

    private final Name table;

    private AlterTable(Name table) {
        this.table = table;
    }

    /** An AlterTableStmt of a table. */
    static List<Action> read(Node statement) {
        AlterTable reader = new AlterTable(statement.relation("relation"));
        List<Action> actions = new ArrayList<>();
        statement.list("cmds").forEach(command -> reader.read(command, actions));
        return actions;
    }

    private void read(Node command, List<Action> actions) {
        String name = command.text("name");
        boolean cascade = command.text("behavior").equals("DROP_CASCADE");
        Node definition = command.node("def");
        switch (command.text("subtype")) {
            case "AT_AddColumn" ->
                actions.add(new AddColumn(table, Definitions.column(definition), command.flag("missing_ok")));
            case "AT_DropColumn" -> actions.add(new DropColumn(table, name, cascade));
            case "AT_AlterColumnType" -> actions.add(changeType(name, definition));
            case "AT_SetNotNull" -> actions.add(new SetNotNull(table, name));
            case "AT_DropNotNull" -> actions.add(new DropNotNull(table, name));
            case "AT_ColumnDefault" -> actions.add(new SetDefault(table, name));
            case "AT_AddConstraint" ->
                Definitions.constraint(definition, List.of())
                        .ifPresent(constraint -> actions.add(new AddConstraint(table, constraint)));
            case "AT_ValidateConstraint" -> actions.add(new ValidateConstraint(table, name));
            case "AT_DropConstraint" ->
                actions.add(new DropConstraint(table, Optional.of(name), Optional.empty(), cascade));
            case "AT_DetachPartition" ->
                actions.add(new DetachPartition(table, definition.relation("name"), definition.flag("concurrent")));
            case "AT_AttachPartition" -> actions.add(new AttachPartition(table, definition.relation("name")));
            case "AT_SetLogged" -> actions.add(new Rewrite(table, "SET LOGGED"));
            case "AT_SetUnLogged" -> actions.add(new Rewrite(table, "SET UNLOGGED"));
            case "AT_SetTableSpace" -> actions.add(new Rewrite(table, "SET TABLESPACE"));
            case "AT_SetAccessMethod" -> actions.add(new Rewrite(table, "SET ACCESS METHOD"));
            default -> actions.add(new AlterOther(table, words(command), lock(command)));
        }
    }

    private ChangeType changeType(String column, Node definition) {
        return new ChangeType(
                table,
                column,
                Definitions.type(definition.plain("typeName")),
                definition.has("raw_default") && !isTheColumn(column, definition.node("raw_default")),
                definition.has("collClause"));
    }

    /** {@code c} or {@code c::type}, which is what the server does without USING. */
    private static boolean isTheColumn(String column, Node expression) {
        Node inner = expression.is("TypeCast") ? expression.node("arg") : expression;
        return inner.is("ColumnRef") && inner.texts("fields").equals(List.of(column));
    }

    private static Lock lock(Node command) {
        String subtype = command.text("subtype");
        if (HARMLESS.contains(subtype)) {
            return Lock.NONE;
        }
        return TRIGGERS.contains(subtype) ? Lock.WRITES : Lock.ALL;
    }

    /** {@code AT_EnableRowSecurity} as {@code enable row security}. */
    private static String words(Node command) {
        return command.text("subtype")
                .replaceFirst("^AT_", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
