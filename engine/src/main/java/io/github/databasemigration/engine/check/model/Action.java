package io.github.databasemigration.engine.check.model;

import io.github.databasemigration.engine.check.model.Column.Generated;
import java.util.List;
import java.util.Optional;

/** One thing that a statement does. Where a platform has no such thing, its parser never says it. */
public sealed interface Action {

    /** The tables that it changes or locks. */
    default List<Name> tables() {
        return List.of();
    }

    /** What changes one table. */
    sealed interface OnTable extends Action {
        /** That table. */
        Name table();

        @Override
        default List<Name> tables() {
            return List.of(table());
        }
    }

    /** {@code copies} where the rows come from a query or another table. */
    record CreateTable(
            Name table, List<Column> columns, List<Constraint> constraints, boolean temporary, boolean replaces)
            implements OnTable {
        public CreateTable {
            columns = List.copyOf(columns);
            constraints = List.copyOf(constraints);
        }
    }

    /** Any DROP but those inside ALTER TABLE. */
    record Drop(Kind kind, List<Name> objects, boolean cascade, boolean concurrently, boolean temporary)
            implements Action {
        public Drop {
            objects = List.copyOf(objects);
        }

        @Override
        public List<Name> tables() {
            return kind == Kind.TABLE ? objects : List.of();
        }
    }

    /** {@code columns} holds an empty text for an expression. */
    record CreateIndex(
            Optional<String> index,
            Name table,
            List<String> columns,
            boolean unique,
            boolean concurrently,
            boolean ifNotExists,
            boolean partial)
            implements OnTable {
        public CreateIndex {
            columns = List.copyOf(columns);
        }
    }

    /** {@code object} is a table or an index, by {@code kind}; a schema or database where it is neither. */
    record Reindex(Kind kind, Name object, boolean concurrently) implements Action {
        @Override
        public List<Name> tables() {
            return kind == Kind.TABLE ? List.of(object) : List.of();
        }
    }

    record AddColumn(Name table, Column column, boolean ifNotExists) implements OnTable {}

    record DropColumn(Name table, String column, boolean cascade) implements OnTable {}

    /** {@code converted} where USING gives another expression than the column itself. */
    record ChangeType(Name table, String column, Type type, boolean converted, boolean collated) implements OnTable {}

    /** MODIFY and CHANGE: the whole definition anew; {@code column} is the name before. */
    record ModifyColumn(Name table, String column, Column to, boolean moved) implements OnTable {}

    record SetNotNull(Name table, String column) implements OnTable {}

    record DropNotNull(Name table, String column) implements OnTable {}

    record SetDefault(Name table, String column) implements OnTable {}

    record AddConstraint(Name table, Constraint constraint) implements OnTable {
        @Override
        public List<Name> tables() {
            return constraint.references().map(other -> List.of(table, other)).orElse(List.of(table));
        }
    }

    record ValidateConstraint(Name table, String constraint) implements OnTable {}

    /** {@code kind} where the statement says it. */
    record DropConstraint(Name table, Optional<String> constraint, Optional<Constraint.Kind> kind, boolean cascade)
            implements OnTable {}

    /** {@code column} for one of a table, or an attribute; the new name may be in another schema. */
    record Rename(Kind kind, Name object, Optional<String> from, String to) implements Action {
        @Override
        public List<Name> tables() {
            return kind == Kind.TABLE || kind == Kind.COLUMN || kind == Kind.CONSTRAINT ? List.of(object) : List.of();
        }
    }

    record DetachPartition(Name table, Name partition, boolean concurrently) implements OnTable {}

    record AttachPartition(Name table, Name partition) implements OnTable {}

    /** Writes a table anew; {@code how} as the statement says it. */
    record Rewrite(Name table, String how) implements OnTable {}

    record Truncate(List<Name> tables, boolean cascade) implements Action {
        public Truncate {
            tables = List.copyOf(tables);
        }
    }

    record CreateTrigger(Name table, String trigger) implements OnTable {}

    record CreateEnum(Name type, List<String> values) implements Action {
        public CreateEnum {
            values = List.copyOf(values);
        }
    }

    /** Creates or replaces a view, function or procedure. */
    record Define(String what, Name object) implements Action {}

    record RenameEnumValue(Name type, String value) implements Action {}

    record AddEnumValue(Name type, String value, boolean positioned) implements Action {}

    /** A domain that is created with a check, or gets one. */
    record ConstrainDomain(Name domain, boolean created, boolean validated) implements Action {}

    /** {@code value} is empty where it goes back to its default, in lower case otherwise. */
    record SetVariable(String variable, Optional<String> value) implements Action {}

    record Transaction(Boundary boundary) implements Action {}

    /** Where a transaction begins or ends. */
    enum Boundary {
        BEGIN,
        COMMIT,
        ROLLBACK
    }

    /** {@code where} and {@code limited} say whether it touches chosen rows, or a bounded number of them. */
    record ChangeRows(Change change, Name table, boolean where, boolean limited) implements OnTable {}

    /** How rows are changed. */
    enum Change {
        INSERT,
        UPDATE,
        DELETE,
        MERGE
    }

    /** {@code concerns} says what is wrong with it, one phrase each; empty for an ordinary grant. */
    record ChangePrivileges(List<String> concerns) implements Action {
        public ChangePrivileges {
            concerns = List.copyOf(concerns);
        }
    }

    /** MySQL: {@code ALGORITHM=} and {@code LOCK=} of the statement, in upper case. */
    record Online(Name table, Optional<String> algorithm, Optional<String> lock) implements OnTable {}

    record ConvertCharset(Name table) implements OnTable {}

    /** Something else that ALTER TABLE does. */
    record AlterOther(Name table, String what, Lock lock) implements OnTable {}

    /** Something that no rule looks at. */
    record Other(String what) implements Action {}

    /** A column that has to be computed for every row that is there. */
    static boolean stored(Column column) {
        return column.generated() == Generated.STORED;
    }
}
