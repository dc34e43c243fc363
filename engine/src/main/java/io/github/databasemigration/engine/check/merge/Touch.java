package io.github.databasemigration.engine.check.merge;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Kind;
import io.github.databasemigration.engine.check.model.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an action has to do with one object.
 *
 * @param kind of the object, as people say it
 * @param object its name
 * @param part the column, constraint, index or value in it; empty where it is none of them
 * @param extent how far it goes
 */
record Touch(String kind, Name object, Optional<String> part, Extent extent) {
    private static final String TABLE = "table";
    private static final String TYPE = "type";

    /** How far an action goes. */
    enum Extent {
        /** The object must be there, as it is. */
        NEEDS,
        /** Something in it is changed. */
        PART,
        /** All of it is made, renamed or removed. */
        WHOLE
    }

    /** Whether two branches that do both should look at each other's. */
    boolean meets(Touch other) {
        boolean same = kind.equals(other.kind) && object.matches(other.object);
        boolean parts = extent != Extent.NEEDS && other.extent != Extent.NEEDS;
        return same && (parts || wholly(other));
    }

    /** Whether they cannot both be right: all of it is another one, or the same part. */
    boolean collides(Touch other) {
        return meets(other) && (wholly(other) || part.isPresent() && part.equals(other.part));
    }

    private boolean wholly(Touch other) {
        return extent == Extent.WHOLE || other.extent == Extent.WHOLE;
    }

    /** What an action touches. */
    static List<Touch> of(Action action) {
        if (action instanceof Action.CreateTable create) {
            return create.temporary() ? List.of() : List.of(whole(TABLE, create.table()));
        } else if (action instanceof Action.Drop drop) {
            return drop.temporary()
                    ? List.of()
                    : drop.objects().stream()
                            .map(each -> whole(drop.kind().words(), each))
                            .toList();
        } else if (action instanceof Action.Rename rename) {
            boolean inTable = rename.kind() == Kind.COLUMN || rename.kind() == Kind.CONSTRAINT;
            return List.of(
                    inTable
                            ? part(TABLE, rename.object(), rename.from())
                            : whole(rename.kind().words(), rename.object()));
        } else if (action instanceof Action.Define define) {
            return List.of(whole(define.what(), define.object()));
        } else if (action instanceof Action.CreateEnum create) {
            return List.of(whole(TYPE, create.type()));
        } else if (action instanceof Action.AddEnumValue add) {
            return List.of(part(TYPE, add.type(), Optional.of(add.value())));
        } else if (action instanceof Action.RenameEnumValue rename) {
            return List.of(part(TYPE, rename.type(), Optional.of(rename.value())));
        } else if (action instanceof Action.ConstrainDomain domain) {
            return List.of(part(TYPE, domain.domain(), Optional.empty()));
        }
        return ofTables(action);
    }

    private static List<Touch> ofTables(Action action) {
        List<Touch> touches = new ArrayList<>();
        if (action instanceof Action.ChangeRows || action instanceof Action.Truncate) {
            action.tables().forEach(table -> touches.add(new Touch(TABLE, table, Optional.empty(), Extent.NEEDS)));
        } else if (action instanceof Action.OnTable change
                && !(action instanceof Action.Online || action instanceof Action.Reindex)) {
            touches.add(part(TABLE, change.table(), part(change)));
            action.tables().stream()
                    .filter(other -> !other.equals(change.table()))
                    .forEach(other -> touches.add(new Touch(TABLE, other, Optional.empty(), Extent.NEEDS)));
        }
        if (action instanceof Action.CreateIndex create) {
            create.index().ifPresent(index -> touches.add(whole(Kind.INDEX.words(), Name.of(index))));
        }
        return touches;
    }

    private static Optional<String> part(Action.OnTable change) {
        if (change instanceof Action.AddColumn add) {
            return Optional.of(add.column().name());
        } else if (change instanceof Action.DropColumn drop) {
            return Optional.of(drop.column());
        } else if (change instanceof Action.ChangeType type) {
            return Optional.of(type.column());
        } else if (change instanceof Action.ModifyColumn modify) {
            return Optional.of(modify.column());
        } else if (change instanceof Action.SetNotNull set) {
            return Optional.of(set.column());
        } else if (change instanceof Action.DropNotNull drop) {
            return Optional.of(drop.column());
        } else if (change instanceof Action.SetDefault set) {
            return Optional.of(set.column());
        } else if (change instanceof Action.AddConstraint add) {
            return add.constraint().name();
        } else if (change instanceof Action.DropConstraint drop) {
            return drop.constraint();
        } else if (change instanceof Action.ValidateConstraint validate) {
            return Optional.of(validate.constraint());
        } else if (change instanceof Action.CreateTrigger trigger) {
            return Optional.of(trigger.trigger());
        }
        return Optional.empty();
    }

    private static Touch whole(String kind, Name object) {
        return new Touch(kind, object, Optional.empty(), Extent.WHOLE);
    }

    private static Touch part(String kind, Name object, Optional<String> part) {
        return new Touch(kind, object, part, Extent.PART);
    }
}
