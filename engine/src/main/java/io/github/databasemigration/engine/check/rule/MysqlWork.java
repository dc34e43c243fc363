package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.AddColumn;
import io.github.databasemigration.engine.check.model.Action.AddConstraint;
import io.github.databasemigration.engine.check.model.Action.ConvertCharset;
import io.github.databasemigration.engine.check.model.Action.CreateIndex;
import io.github.databasemigration.engine.check.model.Action.Drop;
import io.github.databasemigration.engine.check.model.Action.DropConstraint;
import io.github.databasemigration.engine.check.model.Action.ModifyColumn;
import io.github.databasemigration.engine.check.model.Action.Rewrite;
import io.github.databasemigration.engine.check.model.Column;
import io.github.databasemigration.engine.check.model.Column.Generated;
import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Kind;
import io.github.databasemigration.engine.check.model.Type;
import io.github.databasemigration.engine.check.target.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What InnoDB does for an action, at best (the manuals' chapters on online DDL). */
final class MysqlWork {
    /** What a table goes through. */
    enum Effort {
        /** Only the dictionary changes. */
        INSTANT,
        /** Something is built beside it while everybody reads and writes. */
        BESIDE,
        /** All of it is written anew while everybody reads and writes. */
        REBUILD,
        /** All of it is written anew, or read through, while writes wait. */
        BLOCKING
    }

    /** MariaDB evaluates all others once, for all rows that are there. */
    private static final Set<String> ONE_FOR_EACH_ROW =
            Set.of("uuid", "uuid_short", "sys_guid", "sysdate", "random_bytes");

    /** From this many bytes on, a VARCHAR keeps its length in two bytes. */
    private static final int LONG_TEXT = 256;

    private MysqlWork() {}

    static Effort of(Action action, Scene scene) {
        if (action instanceof AddColumn add) {
            return added(add.column(), scene);
        } else if (action instanceof ModifyColumn modify) {
            return modified(modify, scene);
        } else if (action instanceof AddConstraint add) {
            return constrained(add, scene);
        } else if (action instanceof CreateIndex || action instanceof Drop drop && drop.kind() == Kind.PARTITION) {
            return Effort.BESIDE;
        } else if (action instanceof DropConstraint drop) {
            return drop.kind().filter(Constraint.Kind.PRIMARY_KEY::equals).isPresent()
                    ? Effort.BLOCKING
                    : Effort.INSTANT;
        } else if (action instanceof ConvertCharset) {
            return Effort.BLOCKING;
        } else if (action instanceof Rewrite rewrite) {
            return rewrite.how().startsWith("PARTITION BY") || rewrite.how().startsWith("ORDER")
                    ? Effort.BLOCKING
                    : Effort.REBUILD;
        }
        return Effort.INSTANT;
    }

    private static Effort added(Column column, Scene scene) {
        if (column.counted() || column.generated() == Generated.STORED || calculated(column, scene)) {
            return Effort.BLOCKING;
        }
        boolean indexed = column.constraints().stream()
                .anyMatch(each -> each.kind() == Constraint.Kind.UNIQUE || each.kind() == Constraint.Kind.PRIMARY_KEY);
        // An index beside it in the same statement takes away what is instant.
        boolean amongIndexes = scene.statement().actions().stream()
                .anyMatch(action -> action instanceof CreateIndex
                        || action instanceof AddConstraint add
                                && add.constraint().kind() == Constraint.Kind.UNIQUE);
        if (column.constraints().stream().anyMatch(each -> each.kind() == Constraint.Kind.CHECK)) {
            return Effort.BLOCKING;
        }
        return indexed || amongIndexes ? Effort.REBUILD : Effort.INSTANT;
    }

    /** Whether the default is calculated for each row that is there. */
    static boolean calculated(Column column, Scene scene) {
        return column.fallback().stream()
                .flatMap(fallback -> fallback.functions().stream())
                .anyMatch(function -> !scene.isMariaDb() || ONE_FOR_EACH_ROW.contains(function));
    }

    private static Effort constrained(AddConstraint add, Scene scene) {
        return switch (add.constraint().kind()) {
            case CHECK -> add.constraint().validated() ? Effort.BLOCKING : Effort.INSTANT;
            case FOREIGN_KEY -> MysqlConstraints.keysAreChecked(scene) ? Effort.BLOCKING : Effort.BESIDE;
            case PRIMARY_KEY -> Effort.REBUILD;
            default -> Effort.BESIDE;
        };
    }

    private static Effort modified(ModifyColumn modify, Scene scene) {
        Optional<Table.Column> before = scene.schema().existing(modify.table(), modify.column());
        if (before.isEmpty()) {
            return Effort.BLOCKING;
        }
        Type from = before.get().type();
        Type to = modify.to().type();
        if (modify.to().generated() == Generated.STORED) {
            return Effort.BLOCKING;
        } else if (!sameType(from, to)) {
            return widened(before.get(), to, scene) || appended(from, to) ? Effort.INSTANT : Effort.BLOCKING;
        }
        return before.get().notNull() == modify.to().notNull() ? Effort.INSTANT : Effort.REBUILD;
    }

    /** The same, but for the display width of whole numbers, which is nothing but a note. */
    static boolean sameType(Type from, Type to) {
        boolean whole = from.name().endsWith("int");
        return from.name().equals(to.name())
                && from.unsigned() == to.unsigned()
                && from.values().equals(to.values())
                && (whole || arguments(from).equals(arguments(to)));
    }

    /** {@code decimal} is {@code decimal(10,0)}, {@code char} is {@code char(1)}. */
    private static List<Integer> arguments(Type type) {
        return switch (type.name()) {
            case "decimal" ->
                List.of(
                        type.arguments().isEmpty() ? 10 : type.arguments().get(0),
                        type.arguments().size() < 2 ? 0 : type.arguments().get(1));
            case "char", "binary", "bit" -> type.arguments().isEmpty() ? List.of(1) : type.arguments();
            default -> type.arguments();
        };
    }

    /** A VARCHAR that becomes longer and keeps its length in as many bytes as before. */
    private static boolean widened(Table.Column before, Type to, Scene scene) {
        return longer(before.type(), to) && !crosses(before, to, scene);
    }

    static boolean longer(Type from, Type to) {
        return from.name().equals("varchar")
                && to.name().equals("varchar")
                && !from.arguments().isEmpty()
                && !to.arguments().isEmpty()
                && from.arguments().get(0) <= to.arguments().get(0);
    }

    /**
     * Whether the length needs its second byte now. MariaDB (10.4) has room for it in rows whose values were at most 127
     * bytes long.
     */
    static boolean crosses(Table.Column before, Type to, Scene scene) {
        int width = Math.max(before.bytesACharacter(), 1);
        int from = before.type().arguments().get(0) * width;
        int until = to.arguments().get(0) * width;
        int roomFor = scene.isMariaDb() ? LONG_TEXT / 2 : 0;
        return from < LONG_TEXT && until >= LONG_TEXT && from >= roomFor;
    }

    /** An ENUM or SET that gets values at its end, and needs no more bytes for that. */
    static boolean appended(Type from, Type to) {
        boolean listed = from.name().equals(to.name()) && !from.values().isEmpty();
        return listed
                && to.values().size() >= from.values().size()
                && to.values().subList(0, from.values().size()).equals(from.values())
                && bytes(from) == bytes(to);
    }

    /** How many bytes a value of an ENUM or SET takes. */
    private static int bytes(Type type) {
        int count = type.values().size();
        if (type.name().equals("enum")) {
            return count < LONG_TEXT ? 1 : 2;
        }
        int bytes = (count + 7) / 8;
        return bytes > 4 ? 8 : bytes;
    }
}
