package io.github.databasemigration.engine.check.mysql;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.AddColumn;
import io.github.databasemigration.engine.check.model.Action.AddConstraint;
import io.github.databasemigration.engine.check.model.Action.AlterOther;
import io.github.databasemigration.engine.check.model.Action.ConvertCharset;
import io.github.databasemigration.engine.check.model.Action.CreateIndex;
import io.github.databasemigration.engine.check.model.Action.Drop;
import io.github.databasemigration.engine.check.model.Action.DropColumn;
import io.github.databasemigration.engine.check.model.Action.DropConstraint;
import io.github.databasemigration.engine.check.model.Action.ModifyColumn;
import io.github.databasemigration.engine.check.model.Action.Online;
import io.github.databasemigration.engine.check.model.Action.Rename;
import io.github.databasemigration.engine.check.model.Action.Rewrite;
import io.github.databasemigration.engine.check.model.Action.SetDefault;
import io.github.databasemigration.engine.check.model.Action.Truncate;
import io.github.databasemigration.engine.check.model.Column;
import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Kind;
import io.github.databasemigration.engine.check.model.Lock;
import io.github.databasemigration.engine.check.model.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the specifications of one ALTER TABLE. */
final class AlterTable {
    /** Table options that only change what the server notes of the table. */
    private static final Set<String> NOTES = Set.of(
            "TableOptionComment",
            "TableOptionAutoIncrement",
            "TableOptionCharset",
            "TableOptionCollate",
            "TableOptionAverage",
            "TableOptionMaxRows",
            "TableOptionMinRows",
            "TableOptionRecalculation",
            "TableOptionPersistent",
            "TableOptionSamplePage");

    /** Partitions that are written anew. */
    private static final Set<String> PARTITIONING = Set.of(
            "AlterByReorganizePartition",
            "AlterByRebuildPartition",
            "AlterByOptimizePartition",
            "AlterByCoalescePartition",
            "AlterByRemovePartitioning");

    private final Name table;
    private final List<Action> actions = new ArrayList<>();
    private Optional<String> algorithm = Optional.empty();
    private Optional<String> lock = Optional.empty();

    private AlterTable(Tree statement) {
        table = statement.child("TableName").orElseThrow().name();
        if (statement.has("ONLINE")) {
            lock = Optional.of("NONE");
        }
        statement.children().stream()
                .filter(child -> child.rule().startsWith("Alter"))
                .forEach(this::read);
        statement
                .child("PartitionDefinitions")
                .ifPresent(definitions -> actions.add(new Rewrite(table, "PARTITION BY")));
        actions.add(new Online(table, algorithm, lock));
    }

    static List<Action> actions(Tree statement) {
        return new AlterTable(statement).actions;
    }

    private void read(Tree each) {
        switch (each.rule()) {
            case "AlterByAddColumn" -> addColumns(Definitions.columns(List.of(each)), each);
            case "AlterByAddColumns" -> addColumns(pairs(each), each);
            case "AlterByAddDefinitions" -> addColumns(Definitions.columns(each.children("ColumnDeclaration")), each);
            case "AlterByModifyColumn", "AlterByChangeColumn" -> actions.add(modify(each));
            case "AlterByDropColumn" -> actions.add(new DropColumn(table, name(each), false));
            case "AlterByChangeDefault", "AlterByAlterColumnDefault" -> actions.add(new SetDefault(table, name(each)));
            case "AlterByRenameColumn" ->
                actions.add(new Rename(Kind.COLUMN, table, Optional.of(name(each)), last(each)));
            case "AlterByRename" -> actions.add(new Rename(Kind.TABLE, table, Optional.empty(), last(each)));
            case "AlterByRenameIndex" ->
                actions.add(new Rename(Kind.INDEX, table, Optional.of(name(each)), last(each)));
            case "AlterByAddIndex", "AlterByAddSpecialIndex" -> actions.add(index(each));
            case "AlterByAddUniqueKey" -> actions.add(constraint(Constraint.Kind.UNIQUE, each));
            case "AlterByAddPrimaryKey", "AlterByNotExistingPrimaryKey" ->
                actions.add(constraint(Constraint.Kind.PRIMARY_KEY, each));
            case "AlterByAddForeignKey" -> actions.add(constraint(Constraint.Kind.FOREIGN_KEY, each));
            case "AlterByAddCheckTableConstraint" -> actions.add(constraint(Constraint.Kind.CHECK, each));
            case "AlterByAlterCheckTableConstraint" -> actions.add(constraint(Constraint.Kind.CHECK, each));
            case "AlterByDropConstraintCheck" -> drop(Optional.empty(), each);
            case "AlterByDropForeignKey" -> drop(Optional.of(Constraint.Kind.FOREIGN_KEY), each);
            case "AlterByDropPrimaryKey" -> drop(Optional.of(Constraint.Kind.PRIMARY_KEY), each);
            case "AlterByDropIndex" ->
                actions.add(new Drop(
                        Kind.INDEX, List.of(each.child("Uid").orElse(each).name()), false, false, false));
            case "AlterBySetAlgorithm" -> algorithm = each.after("ALGORITHM");
            case "AlterByLock" -> lock = each.after("LOCK");
            case "AlterByConvertCharset", "AlterByConvertCharacterset" -> actions.add(new ConvertCharset(table));
            case "AlterByForce", "AlterByOrder" -> actions.add(new Rewrite(table, words(each)));
            case "AlterByTableOption" -> options(each);
            case "AlterPartition" -> each.children().forEach(this::partition);
            default -> actions.add(new AlterOther(table, words(each), Lock.NONE));
        }
    }

    private void addColumns(List<Column> columns, Tree specification) {
        columns.forEach(column -> actions.add(
                new AddColumn(table, column, specification.child("IfNotExists").isPresent())));
        specification.children("ConstraintDeclaration").forEach(each -> Tables.constraint(each)
                .ifPresent(constraint -> actions.add(new AddConstraint(table, constraint))));
    }

    /** {@code (a INT, b INT)}: names and definitions side by side. */
    private static List<Column> pairs(Tree specification) {
        List<Tree> names = specification.children("Uid");
        List<Tree> definitions = specification.children("ColumnDefinition");
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < definitions.size(); i++) {
            columns.add(Definitions.column(names.get(i).name().object(), definitions.get(i)));
        }
        return columns;
    }

    private ModifyColumn modify(Tree each) {
        List<Tree> names = each.children("Uid");
        boolean change = each.is("AlterByChangeColumn");
        boolean moved = each.has("FIRST") || each.has("AFTER");
        String old = names.get(0).name().object();
        String now = names.get(change ? 1 : 0).name().object();
        Tree definition = each.child("ColumnDefinition").orElseThrow();
        return new ModifyColumn(table, old, Definitions.column(now, definition), moved);
    }

    private CreateIndex index(Tree each) {
        return new CreateIndex(
                each.child("Uid").map(uid -> uid.name().object()),
                table,
                each.child("IndexColumnNames").map(Definitions::columns).orElse(List.of()),
                false,
                false,
                each.child("IfNotExists").isPresent(),
                false);
    }

    private AddConstraint constraint(Constraint.Kind kind, Tree each) {
        return new AddConstraint(table, Definitions.constraint(kind, each));
    }

    private void drop(Optional<Constraint.Kind> kind, Tree each) {
        actions.add(new DropConstraint(
                table, each.child("Uid").map(uid -> uid.name().object()), kind, false));
    }

    private void options(Tree each) {
        for (Tree option : each.children()) {
            if (option.rule().startsWith("TableOption")) {
                actions.add(
                        NOTES.contains(option.rule())
                                ? new AlterOther(table, words(option), Lock.NONE)
                                : new Rewrite(table, words(option)));
            }
        }
    }

    private void partition(Tree each) {
        if (each.is("AlterByDropPartition")) {
            each.all("Uid")
                    .forEach(uid -> actions.add(new Drop(Kind.PARTITION, List.of(uid.name()), false, false, false)));
        } else if (each.is("AlterByTruncatePartition")) {
            actions.add(new Truncate(List.of(table), false));
        } else if (PARTITIONING.contains(each.rule())) {
            actions.add(new Rewrite(table, words(each)));
        } else {
            actions.add(new AlterOther(table, words(each), Lock.NONE));
        }
    }

    private static String name(Tree each) {
        return each.child("Uid").orElse(each).name().object();
    }

    private static String last(Tree each) {
        List<Tree> names = each.children("Uid", "FullId");
        return names.get(names.size() - 1).name().toString();
    }

    /** {@code AlterByForce} as {@code FORCE}. */
    private static String words(Tree each) {
        return each.rule()
                .replaceFirst("^(AlterBy|TableOption)", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toUpperCase(Locale.ROOT);
    }
}
