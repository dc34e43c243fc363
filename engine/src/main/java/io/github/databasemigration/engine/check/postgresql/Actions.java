package io.github.databasemigration.engine.check.postgresql;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.AddEnumValue;
import io.github.databasemigration.engine.check.model.Action.AlterOther;
import io.github.databasemigration.engine.check.model.Action.Boundary;
import io.github.databasemigration.engine.check.model.Action.Change;
import io.github.databasemigration.engine.check.model.Action.ChangeRows;
import io.github.databasemigration.engine.check.model.Action.ConstrainDomain;
import io.github.databasemigration.engine.check.model.Action.CreateEnum;
import io.github.databasemigration.engine.check.model.Action.CreateIndex;
import io.github.databasemigration.engine.check.model.Action.CreateTable;
import io.github.databasemigration.engine.check.model.Action.CreateTrigger;
import io.github.databasemigration.engine.check.model.Action.Define;
import io.github.databasemigration.engine.check.model.Action.Other;
import io.github.databasemigration.engine.check.model.Action.Reindex;
import io.github.databasemigration.engine.check.model.Action.RenameEnumValue;
import io.github.databasemigration.engine.check.model.Action.Rewrite;
import io.github.databasemigration.engine.check.model.Action.SetVariable;
import io.github.databasemigration.engine.check.model.Action.Transaction;
import io.github.databasemigration.engine.check.model.Action.Truncate;
import io.github.databasemigration.engine.check.model.Column;
import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Kind;
import io.github.databasemigration.engine.check.model.Lock;
import io.github.databasemigration.engine.check.model.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what a statement does out of its parse tree. */
final class Actions {
    private static final Map<String, Change> CHANGES = Map.of(
            "InsertStmt", Change.INSERT,
            "UpdateStmt", Change.UPDATE,
            "DeleteStmt", Change.DELETE,
            "MergeStmt", Change.MERGE);

    private Actions() {}

    static List<Action> read(Node statement) {
        return switch (statement.type()) {
            case "CreateStmt" -> List.of(createTable(statement));
            case "AlterTableStmt" -> alterTable(statement);
            case "IndexStmt" -> List.of(createIndex(statement));
            case "ReindexStmt" -> List.of(reindex(statement));
            case "DropStmt", "DropdbStmt", "DropOwnedStmt" -> Removals.read(statement);
            case "RenameStmt", "AlterObjectSchemaStmt" -> Renames.read(statement);
            case "TruncateStmt" -> List.of(truncate(statement));
            case "CreateTrigStmt" ->
                List.of(new CreateTrigger(statement.relation("relation"), statement.text("trigname")));
            case "CreateEnumStmt" -> List.of(createEnum(statement));
            case "AlterEnumStmt" -> List.of(alterEnum(statement));
            case "ViewStmt" -> List.of(new Define("view", statement.relation("view")));
            case "CreateFunctionStmt" -> List.of(new Define("function", Node.named(statement.texts("funcname"))));
            case "CreateDomainStmt", "AlterDomainStmt" -> domain(statement);
            case "VariableSetStmt" -> List.of(setVariable(statement));
            case "TransactionStmt" -> transaction(statement);
            case "VacuumStmt" -> vacuum(statement);
            case "ClusterStmt" -> List.of(new Rewrite(statement.relation("relation"), "CLUSTER"));
            case "GrantStmt", "GrantRoleStmt", "CreateRoleStmt", "AlterRoleStmt", "DropRoleStmt" ->
                List.of(Privileges.read(statement));
            case "CreateSchemaStmt" -> inside(statement);
            case "LockStmt" -> lockTables(statement);
            default -> queries(statement);
        };
    }

    private static Action createTable(Node statement) {
        List<Column> columns = new ArrayList<>();
        List<Constraint> constraints = new ArrayList<>();
        List<Node> elements = new ArrayList<>(statement.list("tableElts"));
        elements.addAll(statement.list("constraints"));
        for (Node element : elements) {
            if (element.is("ColumnDef")) {
                columns.add(Definitions.column(element));
            } else if (element.is("Constraint")) {
                Definitions.constraint(element, List.of()).ifPresent(constraints::add);
            }
        }
        return new CreateTable(
                statement.relation("relation"), columns, constraints, temporary(statement.plain("relation")), false);
    }

    private static boolean temporary(Node range) {
        return range.text("relpersistence").equals("t");
    }

    private static List<Action> alterTable(Node statement) {
        return switch (statement.text("objtype")) {
            case "OBJECT_TABLE" -> AlterTable.read(statement);
            case "OBJECT_MATVIEW" ->
                List.of(new AlterOther(statement.relation("relation"), "alter materialized view", Lock.ALL));
            default -> List.of(new Other(words(statement)));
        };
    }

    private static Action createIndex(Node statement) {
        return new CreateIndex(
                statement.optional("idxname"),
                statement.relation("relation"),
                statement.list("indexParams").stream()
                        .map(column -> column.text("name"))
                        .toList(),
                statement.flag("unique"),
                statement.flag("concurrent"),
                statement.flag("if_not_exists"),
                statement.has("whereClause"));
    }

    private static Action reindex(Node statement) {
        Kind kind =
                switch (statement.text("kind")) {
                    case "REINDEX_OBJECT_INDEX" -> Kind.INDEX;
                    case "REINDEX_OBJECT_TABLE" -> Kind.TABLE;
                    default -> Kind.DATABASE;
                };
        Name object = kind == Kind.DATABASE ? Name.of(statement.text("name")) : statement.relation("relation");
        return new Reindex(kind, object, statement.option("params", "concurrently"));
    }

    private static Action truncate(Node statement) {
        return new Truncate(
                statement.list("relations").stream().map(Node::named).toList(),
                statement.text("behavior").equals("DROP_CASCADE"));
    }

    private static Action createEnum(Node statement) {
        return new CreateEnum(Node.named(statement.texts("typeName")), statement.texts("vals"));
    }

    private static Action alterEnum(Node statement) {
        Name type = Node.named(statement.texts("typeName"));
        return statement.has("oldVal")
                ? new RenameEnumValue(type, statement.text("oldVal"))
                : new AddEnumValue(type, statement.text("newVal"), statement.has("newValNeighbor"));
    }

    private static List<Action> domain(Node statement) {
        if (statement.is("CreateDomainStmt")) {
            boolean constrained = statement.list("constraints").stream()
                    .anyMatch(each -> !List.of("CONSTR_NULL", "CONSTR_DEFAULT").contains(each.text("contype")));
            Name domain = Node.named(statement.texts("domainname"));
            return constrained ? List.of(new ConstrainDomain(domain, true, true)) : List.of(new Other("create domain"));
        }
        // C adds a constraint, O sets NOT NULL.
        boolean constrains = List.of("C", "O").contains(statement.text("subtype"));
        boolean validated = !statement.node("def").flag("skip_validation");
        return constrains
                ? List.of(new ConstrainDomain(Node.named(statement.texts("typeName")), false, validated))
                : List.of(new Other("alter domain"));
    }

    private static Action setVariable(Node statement) {
        Optional<String> value = statement.list("args").stream().findFirst().map(Actions::constant);
        return new SetVariable(
                statement.text("name").toLowerCase(Locale.ROOT),
                statement.text("kind").equals("VAR_SET_VALUE") ? value : Optional.empty());
    }

    private static String constant(Node value) {
        String text = value.plain("sval").text("sval");
        return text.isEmpty() ? value.plain("ival").fields().path("ival").asText("0") : text.toLowerCase(Locale.ROOT);
    }

    private static List<Action> transaction(Node statement) {
        return switch (statement.text("kind")) {
            case "TRANS_STMT_BEGIN", "TRANS_STMT_START" -> List.of(new Transaction(Boundary.BEGIN));
            case "TRANS_STMT_COMMIT", "TRANS_STMT_PREPARE" -> List.of(new Transaction(Boundary.COMMIT));
            case "TRANS_STMT_ROLLBACK" -> List.of(new Transaction(Boundary.ROLLBACK));
            default -> List.of(new Other("savepoint"));
        };
    }

    private static List<Action> vacuum(Node statement) {
        if (!statement.flag("is_vacuumcmd") || !statement.option("options", "full")) {
            return List.of(new Other("vacuum or analyze"));
        }
        List<Name> tables = statement.list("rels").stream()
                .map(each -> each.relation("relation"))
                .toList();
        // Without a name it is every table of the database.
        return (tables.isEmpty() ? List.of(Name.of("")) : tables)
                .stream()
                        .<Action>map(table -> new Rewrite(table, "VACUUM FULL"))
                        .toList();
    }

    private static List<Action> lockTables(Node statement) {
        // From SHARE (5) upwards writers wait, at ACCESS EXCLUSIVE (8) everybody does.
        int mode = statement.fields().path("mode").asInt();
        Lock lock = mode >= 8 ? Lock.ALL : mode >= 5 ? Lock.WRITES : Lock.NONE;
        return statement.list("relations").stream()
                .<Action>map(table -> new AlterOther(table.named(), "LOCK TABLE", lock))
                .toList();
    }

    private static List<Action> inside(Node statement) {
        List<Action> actions = new ArrayList<>(List.of(new Other("create schema")));
        statement.list("schemaElts").forEach(each -> actions.addAll(read(each)));
        return actions;
    }

    /** Queries may change rows in WITH, and create a table. */
    private static List<Action> queries(Node statement) {
        List<Action> actions = new ArrayList<>();
        into(statement).ifPresent(actions::add);
        if (!statement.is("DoStmt", "RuleStmt")) {
            statement.visit(node -> settings(node, actions));
            statement.visit(node -> Optional.ofNullable(CHANGES.get(node.type()))
                    .map(change -> rows(change, node))
                    .ifPresent(actions::add));
        }
        return actions.isEmpty() ? List.of(new Other(words(statement))) : actions;
    }

    private static Action rows(Change change, Node node) {
        boolean listed =
                node.node("selectStmt").has("valuesLists") || change == Change.INSERT && !node.has("selectStmt");
        return new ChangeRows(change, node.relation("relation"), node.has("whereClause"), listed);
    }

    private static Optional<Action> into(Node statement) {
        Node into = statement.is("CreateTableAsStmt") ? statement.plain("into") : statement.plain("intoClause");
        if (!into.has("rel") || statement.text("objtype").equals("OBJECT_MATVIEW")) {
            return Optional.empty();
        }
        return Optional.of(
                new CreateTable(into.relation("rel"), List.of(), List.of(), temporary(into.plain("rel")), false));
    }

    /** {@code SELECT set_config('lock_timeout', '2s', true)}. */
    private static void settings(Node node, List<Action> actions) {
        if (node.is("FuncCall") && node.texts("funcname").contains("set_config")) {
            List<Node> arguments = node.list("args");
            if (arguments.size() == 3
                    && arguments.get(0).is("A_Const")
                    && arguments.get(1).is("A_Const")) {
                actions.add(new SetVariable(constant(arguments.get(0)), Optional.of(constant(arguments.get(1)))));
            }
        }
    }

    /** {@code CommentStmt} as {@code comment}. */
    private static String words(Node statement) {
        return statement
                .type()
                .replaceFirst("Stmt$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
