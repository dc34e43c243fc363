package io.github.databasemigration.engine.check.mysql;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.AlterOther;
import io.github.databasemigration.engine.check.model.Action.Boundary;
import io.github.databasemigration.engine.check.model.Action.Change;
import io.github.databasemigration.engine.check.model.Action.ChangePrivileges;
import io.github.databasemigration.engine.check.model.Action.ChangeRows;
import io.github.databasemigration.engine.check.model.Action.CreateTrigger;
import io.github.databasemigration.engine.check.model.Action.Define;
import io.github.databasemigration.engine.check.model.Action.Drop;
import io.github.databasemigration.engine.check.model.Action.Online;
import io.github.databasemigration.engine.check.model.Action.Other;
import io.github.databasemigration.engine.check.model.Action.Rename;
import io.github.databasemigration.engine.check.model.Action.Rewrite;
import io.github.databasemigration.engine.check.model.Action.SetVariable;
import io.github.databasemigration.engine.check.model.Action.Transaction;
import io.github.databasemigration.engine.check.model.Action.Truncate;
import io.github.databasemigration.engine.check.model.Kind;
import io.github.databasemigration.engine.check.model.Lock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what a statement does out of its parse tree. */
final class Actions {
    private Actions() {}

    /** A SqlStatement. */
    static List<Action> read(Tree sqlStatement) {
        Tree statement = sqlStatement;
        // SqlStatement, DdlStatement and the like only lead to the statement itself.
        while (statement.node().getChildCount() == 1
                && !statement.children().get(0).rule().isEmpty()) {
            statement = statement.children().get(0);
        }
        List<Action> actions = new ArrayList<>();
        read(statement, actions);
        return actions.isEmpty() ? List.of(new Other(words(statement))) : actions;
    }

    private static void read(Tree statement, List<Action> actions) {
        switch (statement.rule()) {
            case "ColumnCreateTable", "QueryCreateTable", "CopyCreateTable" -> actions.add(Tables.create(statement));
            case "AlterTable" -> actions.addAll(AlterTable.actions(statement));
            case "CreateIndex" -> {
                actions.add(Tables.createIndex(statement));
                actions.add(online(statement));
            }
            case "DropIndex" -> {
                actions.add(new Drop(
                        Kind.INDEX, List.of(statement.child("Uid").orElseThrow().name()), false, false, false));
                actions.add(online(statement));
            }
            case "DropTable" -> actions.add(drop(Kind.TABLE, statement.all("TableName"), statement));
            case "DropDatabase" -> actions.add(drop(Kind.DATABASE, statement.children("Uid"), statement));
            case "DropView" -> actions.add(drop(Kind.VIEW, statement.all("FullId"), statement));
            case "DropSequence" -> actions.add(drop(Kind.SEQUENCE, statement.all("FullId"), statement));
            case "DropTrigger" -> actions.add(drop(Kind.TRIGGER, statement.all("FullId"), statement));
            case "DropProcedure", "DropFunction", "DropEvent" ->
                actions.add(drop(Kind.OTHER, statement.all("FullId"), statement));
            case "RenameTable" -> statement.children("RenameTableClause").forEach(each -> actions.add(rename(each)));
            case "TruncateTable" -> actions.add(new Truncate(List.of(statement.name()), false));
            case "CreateTrigger" ->
                actions.add(new CreateTrigger(
                        statement.child("TableName").orElseThrow().name(),
                        statement.name().object()));
            case "OptimizeTable" ->
                statement.all("TableName").forEach(table -> actions.add(new Rewrite(table.name(), "OPTIMIZE TABLE")));
            case "SetVariable" -> set(statement, actions);
            case "StartTransaction", "BeginWork" -> actions.add(new Transaction(Boundary.BEGIN));
            case "CommitWork" -> actions.add(new Transaction(Boundary.COMMIT));
            case "RollbackWork" -> actions.add(new Transaction(Boundary.ROLLBACK));
            case "LockTables" ->
                statement
                        .all("LockTableElement")
                        .forEach(each -> actions.add(new AlterOther(
                                each.name(),
                                "LOCK TABLES",
                                each.text().toUpperCase(Locale.ROOT).endsWith("WRITE") ? Lock.ALL : Lock.WRITES)));
            case "CreateView" -> actions.add(new Define("view", statement.name()));
            case "CreateProcedure", "CreateFunction" -> actions.add(new Define("function", statement.name()));
            case "CreateEvent" -> {}
            default -> rowsAndPrivileges(statement, actions);
        }
    }

    private static void rowsAndPrivileges(Tree statement, List<Action> actions) {
        String rule = statement.rule();
        if (rule.equals("GrantStatement")) {
            actions.add(grant(statement));
        } else if (rule.startsWith("CreateUser") || rule.startsWith("AlterUser")) {
            actions.add(new ChangePrivileges(user(statement)));
        } else if (rule.equals("DropUser") || rule.equals("RenameUser") || rule.equals("CreateRole")) {
            actions.add(new ChangePrivileges(List.of("changes users or roles")));
        } else if (rule.equals("InsertStatement") || rule.equals("ReplaceStatement")) {
            boolean listed = statement
                    .all("SimpleSelect", "QuerySpecification", "ParenthesisSelect")
                    .isEmpty();
            actions.add(new ChangeRows(Change.INSERT, statement.name(), false, listed));
        } else {
            rows(statement).ifPresent(actions::add);
        }
    }

    private static Optional<Action> rows(Tree statement) {
        Change change =
                switch (statement.rule()) {
                    case "SingleUpdateStatement", "MultipleUpdateStatement" -> Change.UPDATE;
                    case "SingleDeleteStatement", "MultipleDeleteStatement" -> Change.DELETE;
                    default -> null;
                };
        if (change == null) {
            return Optional.empty();
        }
        boolean limited =
                statement.has("LIMIT") || statement.child("LimitClause").isPresent();
        // A join chooses rows as well.
        boolean chosen = statement.has("WHERE") || !statement.all("InnerJoin").isEmpty();
        return Optional.of(new ChangeRows(change, statement.name(), chosen || limited, limited));
    }

    private static Action online(Tree statement) {
        return new Online(
                statement.child("TableName").orElseThrow().name(),
                statement.after("ALGORITHM"),
                statement.has("ONLINE") ? Optional.of("NONE") : statement.after("LOCK"));
    }

    private static Action drop(Kind kind, List<Tree> objects, Tree statement) {
        // CASCADE is taken and ignored by both servers.
        return new Drop(kind, objects.stream().map(Tree::name).toList(), false, false, statement.has("TEMPORARY"));
    }

    private static Action rename(Tree clause) {
        List<Tree> names = clause.children("TableName");
        return new Rename(
                Kind.TABLE,
                names.get(0).name(),
                Optional.empty(),
                names.get(1).name().toString());
    }

    /** Several variables in one statement; those of the user are nobody's concern. */
    private static void set(Tree statement, List<Action> actions) {
        List<Tree> children = statement.children();
        for (int i = 0; i + 2 < children.size(); i++) {
            if (children.get(i).is("VariableClause")) {
                String variable = children.get(i).text().toLowerCase(Locale.ROOT);
                String value = children.get(i + 2).text().toLowerCase(Locale.ROOT);
                actions.add(new SetVariable(
                        variable.replaceFirst("^(@@)?(global|session|local)?\\.?", "")
                                .replace("`", ""),
                        Optional.of(value).filter(text -> !text.equals("default"))));
            }
        }
    }

    private static ChangePrivileges grant(Tree statement) {
        List<String> concerns = new ArrayList<>();
        if (statement.all("Privilege").stream().anyMatch(each -> each.has("ALL"))) {
            concerns.add("grants all privileges");
        }
        if (statement.has("OPTION") || statement.has("ADMIN")) {
            concerns.add("lets the grantee grant further");
        }
        if (statement.text().toUpperCase(Locale.ROOT).matches("(?s).*TOPUBLIC$")) {
            concerns.add("grants to everybody (PUBLIC)");
        }
        return new ChangePrivileges(concerns);
    }

    private static List<String> user(Tree statement) {
        boolean password = statement.allEndingWith("AuthOption").stream().anyMatch(each -> each.has("IDENTIFIED"));
        String what = statement.rule().startsWith("Create") ? "creates a user" : "changes a user";
        return password ? List.of(what, "holds a password") : List.of(what);
    }

    private static String words(Tree statement) {
        return statement.rule().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
