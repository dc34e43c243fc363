package io.github.databasemigration.engine.undo;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.CreateTable;
import io.github.databasemigration.engine.check.model.Action.Rename;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.target.Catalogue;
import io.github.databasemigration.engine.check.target.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the schema before a statement: the database's catalogue, as far as nothing that runs earlier has touched
 * the table since.
 */
final class Before {
    private final Catalogue catalogue;
    private final List<Name> touched = new ArrayList<>();
    private final List<Name> created = new ArrayList<>();

    Before(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Goes past an action of this migration, or of one that runs before it. */
    void pass(Action action) {
        touched.addAll(action.tables());
        if (action instanceof CreateTable create) {
            created.add(create.table());
        } else if (action instanceof Rename rename) {
            touched.add(Name.of(rename.to().substring(rename.to().lastIndexOf('.') + 1)));
        }
    }

    /** A new migration begins: what those before it created is there when it is undone. */
    void nextMigration() {
        created.clear();
    }

    /** Whether this very migration created the table, so that it goes with all that was done to it. */
    boolean createdHere(Name table) {
        return created.stream().anyMatch(table::equals);
    }

    /** A table as it is; empty where there is none, or an earlier statement touched it. */
    Optional<Table> known(Name table) {
        return untouched(table) ? catalogue.table(table) : Optional.empty();
    }

    /** Whether it is certain that there is no such table. */
    boolean absent(Name table) {
        return untouched(table) && catalogue.table(table).isEmpty();
    }

    /** Whether it is certain that there is no such index. */
    boolean indexAbsent(Name index) {
        return catalogue.tableOf(index).isEmpty();
    }

    private boolean untouched(Name table) {
        return touched.stream().noneMatch(table::matches);
    }

    String quoted(Name name) {
        return name.schema().map(schema -> catalogue.quoted(schema) + ".").orElse("") + catalogue.quoted(name.object());
    }

    String quoted(String name) {
        return catalogue.quoted(name);
    }
}
