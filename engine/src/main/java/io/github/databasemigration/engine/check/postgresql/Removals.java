package io.github.databasemigration.engine.check.postgresql;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.Drop;
import io.github.databasemigration.engine.check.model.Kind;
import io.github.databasemigration.engine.check.model.Name;
import java.util.List;
import java.util.Map;

/** Reads DROP. */
final class Removals {
    private static final Map<String, Kind> KINDS = Map.of(
            "OBJECT_TABLE", Kind.TABLE,
            "OBJECT_INDEX", Kind.INDEX,
            "OBJECT_VIEW", Kind.VIEW,
            "OBJECT_MATVIEW", Kind.MATERIALIZED_VIEW,
            "OBJECT_SEQUENCE", Kind.SEQUENCE,
            "OBJECT_TYPE", Kind.TYPE,
            "OBJECT_DOMAIN", Kind.TYPE,
            "OBJECT_SCHEMA", Kind.SCHEMA,
            "OBJECT_TRIGGER", Kind.TRIGGER);

    private Removals() {}

    static List<Action> read(Node statement) {
        return switch (statement.type()) {
            case "DropdbStmt" ->
                List.of(new Drop(Kind.DATABASE, List.of(Name.of(statement.text("dbname"))), false, false, false));
            // Everything that belongs to a role: as unbounded as a schema.
            case "DropOwnedStmt" ->
                List.of(new Drop(Kind.SCHEMA, List.of(Name.of("owned by a role")), cascade(statement), false, false));
            default ->
                List.of(new Drop(
                        KINDS.getOrDefault(statement.text("removeType"), Kind.OTHER),
                        statement.list("objects").stream().map(Node::named).toList(),
                        cascade(statement),
                        statement.flag("concurrent"),
                        false));
        };
    }

    private static boolean cascade(Node statement) {
        return statement.text("behavior").equals("DROP_CASCADE");
    }
}
