package io.github.databasemigration.engine.check.mysql;

import io.github.databasemigration.engine.check.model.Action.CreateIndex;
import io.github.databasemigration.engine.check.model.Action.CreateTable;
import io.github.databasemigration.engine.check.model.Constraint;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads CREATE TABLE and CREATE INDEX. */
final class Tables {
    private static final Map<String, Constraint.Kind> KINDS = Map.of(
            "PrimaryKeyTableConstraint", Constraint.Kind.PRIMARY_KEY,
            "UniqueKeyTableConstraint", Constraint.Kind.UNIQUE,
            "ForeignKeyTableConstraint", Constraint.Kind.FOREIGN_KEY,
            "CheckTableConstraint", Constraint.Kind.CHECK);

    private Tables() {}

    static CreateTable create(Tree statement) {
        List<Tree> definitions = statement.children("CreateDefinitions").stream()
                .flatMap(each -> each.children().stream())
                .toList();
        return new CreateTable(
                statement.child("TableName").orElseThrow().name(),
                Definitions.columns(definitions.stream()
                        .filter(each -> each.is("ColumnDeclaration"))
                        .toList()),
                definitions.stream()
                        .filter(each -> each.is("ConstraintDeclaration"))
                        .flatMap(each -> constraint(each).stream())
                        .toList(),
                statement.has("TEMPORARY"),
                statement.child("OrReplace").isPresent());
    }

    /** A ConstraintDeclaration. */
    static Optional<Constraint> constraint(Tree declaration) {
        return declaration.children().stream()
                .filter(each -> KINDS.containsKey(each.rule()))
                .findFirst()
                .map(each -> Definitions.constraint(KINDS.get(each.rule()), each));
    }

    static CreateIndex createIndex(Tree statement) {
        return new CreateIndex(
                statement.child("Uid").map(uid -> uid.name().object()),
                statement.child("TableName").orElseThrow().name(),
                statement.child("IndexColumnNames").map(Definitions::columns).orElse(List.of()),
                statement.has("UNIQUE"),
                false,
                statement.child("IfNotExists").isPresent(),
                false);
    }
}
