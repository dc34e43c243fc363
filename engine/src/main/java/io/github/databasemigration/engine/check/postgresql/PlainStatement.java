package io.github.databasemigration.engine.check.postgresql;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.AddColumn;
import io.github.databasemigration.engine.check.model.Action.Change;
import io.github.databasemigration.engine.check.model.Action.ChangeRows;
import io.github.databasemigration.engine.check.model.Action.CreateIndex;
import io.github.databasemigration.engine.check.model.Action.CreateTable;
import io.github.databasemigration.engine.check.model.Column;
import io.github.databasemigration.engine.check.model.Column.Generated;
import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.model.Type;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The plainest statements of all, a table, a column, an index or a row: read by a grammar of its own, so that PostgreSQL's
 * parser, which takes half a second to load, is loaded only where it is needed. Whatever is not certain is left to it: any
 * name that is one of its keywords with a meaning of their own, quotes, defaults, references, other types.
 */
final class PlainStatement {
    /** All but unreserved ones, which are names wherever a name may stand here. */
    private static final Set<String> KEYWORDS = keywords();

    private static final int LONGEST_NUMBER = 4;

    /** By what they are called in a statement: what the server calls them, and how many numbers may follow. */
    private static final Map<String, BuiltIn> TYPES = Map.ofEntries(
            Map.entry("SMALLINT", new BuiltIn("int2", 0, false)),
            Map.entry("INT", new BuiltIn("int4", 0, false)),
            Map.entry("INTEGER", new BuiltIn("int4", 0, false)),
            Map.entry("BIGINT", new BuiltIn("int8", 0, false)),
            Map.entry("SERIAL", new BuiltIn("int4", 0, true)),
            Map.entry("BIGSERIAL", new BuiltIn("int8", 0, true)),
            Map.entry("NUMERIC", new BuiltIn("numeric", 2, false)),
            Map.entry("BOOLEAN", new BuiltIn("bool", 0, false)),
            Map.entry("TEXT", new BuiltIn("text", 0, false)),
            Map.entry("VARCHAR", new BuiltIn("varchar", 1, false)),
            Map.entry("UUID", new BuiltIn("uuid", 0, false)),
            Map.entry("JSONB", new BuiltIn("jsonb", 0, false)),
            Map.entry("BYTEA", new BuiltIn("bytea", 0, false)),
            Map.entry("DATE", new BuiltIn("date", 0, false)),
            Map.entry("TIMESTAMPTZ", new BuiltIn("timestamptz", 0, false)));

    private final Words words;

    private record BuiltIn(String name, int numbers, boolean serial) {}

    /** Something else than the plainest. */
    private static final class NotPlain extends Exception {
        private static final long serialVersionUID = 1L;

        NotPlain() {
            super(null, null, false, false);
        }
    }

    /** One of several between commas. */
    private interface Part<T> {
        T read() throws NotPlain;
    }

    private PlainStatement(String sql) {
        words = new Words(sql);
    }

    /** What a statement does; empty where PostgreSQL's parser has to say it. */
    static Optional<Action> read(String sql) {
        try {
            PlainStatement reader = new PlainStatement(sql);
            Action action = reader.action();
            return reader.words.end() ? Optional.of(action) : Optional.empty();
        } catch (NotPlain e) {
            return Optional.empty();
        }
    }

    private Action action() throws NotPlain {
        return switch (words.word()) {
            case "CREATE" ->
                switch (words.word()) {
                    case "TABLE" -> createTable();
                    case "INDEX" -> createIndex(false);
                    case "UNIQUE" -> {
                        demand(words.word("INDEX"));
                        yield createIndex(true);
                    }
                    default -> throw new NotPlain();
                };
            case "ALTER" -> addColumn();
            case "INSERT" -> insert();
            default -> throw new NotPlain();
        };
    }

    private Action createTable() throws NotPlain {
        Name table = table();
        demand(words.sign('('));
        return new CreateTable(table, upToTheParenthesis(this::column), List.of(), false, false);
    }

    private Action createIndex(boolean unique) throws NotPlain {
        String index = name();
        demand(words.word("ON"));
        return new CreateIndex(Optional.of(index), table(), names(), unique, false, false, false);
    }

    private Action addColumn() throws NotPlain {
        demand(words.word("TABLE"));
        Name table = table();
        demand(words.word("ADD") && words.word("COLUMN"));
        return new AddColumn(table, column(), false);
    }

    /** A row of one number, as {@link ConstantRows} writes it. */
    private Action insert() throws NotPlain {
        demand(words.word("INTO"));
        Name table = table();
        if (!words.word("VALUES")) {
            names();
            demand(words.word("VALUES"));
        }
        demand(words.sign('(') && words.digits().equals("0") && words.sign(')'));
        return new ChangeRows(Change.INSERT, table, false, true);
    }

    private Column column() throws NotPlain {
        String name = name();
        BuiltIn type = TYPES.get(words.word());
        demand(type != null);
        List<Integer> numbers = type.numbers() > 0 && words.sign('(') ? numbers(type.numbers()) : List.of();
        boolean notNull = type.serial();
        List<Constraint> constraints = new ArrayList<>();
        while (true) {
            if (words.word("NOT")) {
                demand(words.word("NULL"));
                notNull = true;
            } else if (words.word("PRIMARY")) {
                demand(words.word("KEY"));
                notNull = true;
                constraints.add(key(Constraint.Kind.PRIMARY_KEY, name));
            } else if (words.word("UNIQUE")) {
                constraints.add(key(Constraint.Kind.UNIQUE, name));
            } else {
                Type known = new Type(type.name(), numbers, List.of(), false, false);
                return new Column(name, known, notNull, Optional.empty(), Generated.NO, type.serial(), constraints);
            }
        }
    }

    private static Constraint key(Constraint.Kind kind, String column) {
        return new Constraint(
                kind, Optional.empty(), List.of(column), true, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private List<Integer> numbers(int most) throws NotPlain {
        List<Integer> numbers = upToTheParenthesis(this::number);
        demand(numbers.size() <= most);
        return numbers;
    }

    private Integer number() throws NotPlain {
        words.space();
        String digits = words.digits();
        demand(!digits.isEmpty() && digits.length() <= LONGEST_NUMBER);
        return Integer.valueOf(digits);
    }

    private Name table() throws NotPlain {
        String first = name();
        return words.sign('.') ? new Name(Optional.of(first), name()) : Name.of(first);
    }

    private List<String> names() throws NotPlain {
        demand(words.sign('('));
        return upToTheParenthesis(this::name);
    }

    private <T> List<T> upToTheParenthesis(Part<T> part) throws NotPlain {
        List<T> parts = new ArrayList<>();
        do {
            parts.add(part.read());
        } while (words.sign(','));
        demand(words.sign(')'));
        return parts;
    }

    /** A name, as the server spells it. */
    private String name() throws NotPlain {
        String name = words.word().toLowerCase(Locale.ROOT);
        demand(!name.isEmpty() && name.length() <= PostgresqlParser.LONGEST_NAME && !KEYWORDS.contains(name));
        return name;
    }

    private static void demand(boolean plain) throws NotPlain {
        if (!plain) {
            throw new NotPlain();
        }
    }

    private static Set<String> keywords() {
        try (InputStream in = PlainStatement.class.getResourceAsStream("keywords.txt")) {
            return Set.of(new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
