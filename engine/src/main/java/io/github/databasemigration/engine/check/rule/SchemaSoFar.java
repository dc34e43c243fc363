package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.AddColumn;
import io.github.databasemigration.engine.check.model.Action.AddConstraint;
import io.github.databasemigration.engine.check.model.Action.CreateEnum;
import io.github.databasemigration.engine.check.model.Action.CreateIndex;
import io.github.databasemigration.engine.check.model.Action.CreateTable;
import io.github.databasemigration.engine.check.model.Action.Rename;
import io.github.databasemigration.engine.check.model.Action.SetNotNull;
import io.github.databasemigration.engine.check.model.Action.ValidateConstraint;
import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Kind;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.target.Catalogue;
import io.github.databasemigration.engine.check.target.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The schema as it is when a statement comes: the database's, and what the plan did before. What the plan itself created
 * nobody uses yet.
 */
public final class SchemaSoFar {
    private final Catalogue catalogue;
    private final List<Name> tables = new ArrayList<>();
    private final List<Name> types = new ArrayList<>();
    private final List<Name> indexes = new ArrayList<>();
    private final List<AddColumn> columns = new ArrayList<>();
    private final List<AddConstraint> constraints = new ArrayList<>();
    private final List<ValidateConstraint> validated = new ArrayList<>();
    private final List<SetNotNull> present = new ArrayList<>();
    /** Names that the plan gave, by which the catalogue does not know the table. */
    private final Map<Name, Name> renamed = new HashMap<>();

    /** @param catalogue of the database before the plan */
    public SchemaSoFar(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The plan went past this action. */
    public void after(Action action) {
        if (action instanceof CreateTable create) {
            tables.add(create.table());
        } else if (action instanceof CreateEnum create) {
            types.add(create.type());
        } else if (action instanceof CreateIndex create) {
            create.index().map(Name::of).ifPresent(indexes::add);
        } else if (action instanceof AddColumn add) {
            columns.add(add);
        } else if (action instanceof AddConstraint add) {
            constraints.add(add);
        } else if (action instanceof ValidateConstraint validate) {
            validated.add(validate);
        } else if (action instanceof SetNotNull set) {
            present.add(set);
        } else if (action instanceof Rename rename && rename.kind() == Kind.TABLE) {
            rename(rename.object(), Name.of(rename.to().substring(rename.to().lastIndexOf('.') + 1)));
        }
    }

    private void rename(Name from, Name to) {
        if (isNew(from)) {
            tables.add(to);
        } else {
            renamed.put(to, original(from));
        }
    }

    private Name original(Name name) {
        return renamed.entrySet().stream()
                .filter(each -> each.getKey().matches(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(name);
    }

    /** Whether the plan created a table. */
    boolean isNew(Name table) {
        return tables.stream().anyMatch(table::matches);
    }

    /** Whether the plan created a type. */
    boolean isNewType(Name type) {
        return types.stream().anyMatch(type::matches);
    }

    /** Whether the plan created an index, or the table that it belongs to. */
    boolean isNewIndex(Name index) {
        return indexes.stream().anyMatch(each -> each.object().equals(index.object()))
                || catalogue.tableOf(index).filter(this::isNew).isPresent();
    }

    /** Whether the plan created a column, or its table. */
    boolean isNew(Name table, String column) {
        return isNew(table)
                || columns.stream()
                        .anyMatch(add -> add.table().matches(table)
                                && add.column().name().equals(column));
    }

    /** The table as it was before the plan; empty for a new one, and where the catalogue does not know it. */
    public Optional<Table> existing(Name table) {
        return isNew(table) ? Optional.empty() : catalogue.table(original(table));
    }

    /** A column as it was before the plan. */
    Optional<Table.Column> existing(Name table, String column) {
        return existing(table).map(known -> known.columns().get(column));
    }

    Catalogue catalogue() {
        return catalogue;
    }

    /** Whether a check that was validated says already that a column holds no NULL. */
    boolean provenPresent(Name table, String column) {
        boolean before = existing(table).stream()
                .flatMap(known -> known.constraints().stream())
                .anyMatch(each -> each.notNull().filter(column::equals).isPresent());
        return before
                || existing(table, column).filter(Table.Column::notNull).isPresent()
                || constraintsOf(table)
                        .anyMatch(add -> add.constraint()
                                        .notNull()
                                        .filter(column::equals)
                                        .isPresent()
                                && proven(add));
    }

    private boolean proven(AddConstraint add) {
        return add.constraint().validated()
                || validated.stream()
                        .anyMatch(each -> each.table().matches(add.table())
                                && add.constraint()
                                        .name()
                                        .filter(each.constraint()::equals)
                                        .isPresent());
    }

    /** Whether SET NOT NULL came before. */
    boolean setPresent(Name table, String column) {
        return present.stream()
                .anyMatch(each -> each.table().matches(table) && each.column().equals(column));
    }

    private java.util.stream.Stream<AddConstraint> constraintsOf(Name table) {
        return constraints.stream().filter(add -> add.table().matches(table));
    }

    /** The kind of a constraint that is there by this name. */
    Optional<Constraint.Kind> kindOf(Name table, String constraint) {
        return existing(table).stream()
                .flatMap(known -> known.constraints().stream())
                .filter(each -> each.name().equals(constraint))
                .map(Table.ExistingConstraint::kind)
                .findFirst();
    }

    /** Whether the plan added a constraint of this name to the table. */
    boolean isNewConstraint(Name table, String constraint) {
        return isNew(table)
                || constraintsOf(table).anyMatch(add -> add.constraint()
                        .name()
                        .filter(constraint::equals)
                        .isPresent());
    }
}
