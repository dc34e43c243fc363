package io.github.databasemigration.engine.check.postgresql;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.Rename;
import io.github.databasemigration.engine.check.model.Kind;
import io.github.databasemigration.engine.check.model.Name;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads RENAME, and SET SCHEMA, which renames as well. */
final class Renames {
    private static final Map<String, Kind> KINDS = Map.of(
            "OBJECT_TABLE", Kind.TABLE,
            "OBJECT_COLUMN", Kind.COLUMN,
            "OBJECT_TABCONSTRAINT", Kind.CONSTRAINT,
            "OBJECT_INDEX", Kind.INDEX,
            "OBJECT_VIEW", Kind.VIEW,
            "OBJECT_MATVIEW", Kind.MATERIALIZED_VIEW,
            "OBJECT_SEQUENCE", Kind.SEQUENCE,
            "OBJECT_SCHEMA", Kind.SCHEMA,
            "OBJECT_DATABASE", Kind.DATABASE);

    private Renames() {}

    static List<Action> read(Node statement) {
        if (statement.is("AlterObjectSchemaStmt")) {
            Kind kind = KINDS.getOrDefault(statement.text("objectType"), Kind.OTHER);
            Name object = statement.relation("relation");
            String to = statement.text("newschema") + "." + object.object();
            return List.of(new Rename(kind, object, Optional.empty(), to));
        }
        Kind kind = KINDS.getOrDefault(statement.text("renameType"), Kind.OTHER);
        boolean ofTable = statement.has("relation");
        // A column of a view is no column of a table.
        if (kind == Kind.COLUMN && !statement.text("relationType").equals("OBJECT_TABLE")) {
            kind = Kind.VIEW;
        }
        return List.of(new Rename(
                kind,
                ofTable ? statement.relation("relation") : Name.of(statement.text("subname")),
                ofTable ? statement.optional("subname") : Optional.empty(),
                statement.text("newname")));
    }
}
