package io.github.databasemigration.engine.check.target;

import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.model.Type;
import io.github.databasemigration.engine.check.target.Table.ExistingConstraint;
import io.github.databasemigration.engine.check.target.Table.Index;
import io.github.databasemigration.engine.platform.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The catalogue of a MySQL or MariaDB. */
public final class MysqlCatalogue implements Catalogue {
    private static final String TABLE = """
            SELECT table_schema, table_name, coalesce(table_rows, 0) FROM information_schema.tables
            WHERE table_schema = coalesce(?, database()) AND table_name = ? AND table_type LIKE '%TABLE%'
            """;

    private static final String COLUMNS = """
            SELECT c.column_name, c.column_type, c.is_nullable, coalesce(s.maxlen, 0)
            FROM information_schema.columns c
            LEFT JOIN information_schema.character_sets s ON s.character_set_name = c.character_set_name
            WHERE c.table_schema = ? AND c.table_name = ?
            """;

    private static final String CONSTRAINTS = """
            SELECT constraint_name, constraint_type FROM information_schema.table_constraints
            WHERE table_schema = ? AND table_name = ?
            """;

    private static final String INDEXES = """
            SELECT index_name, coalesce(column_name, '') FROM information_schema.statistics
            WHERE table_schema = ? AND table_name = ? ORDER BY index_name, seq_in_index
            """;

    private static final Pattern TYPE = Pattern.compile("(\\w+)(?:\\((.*)\\))?(.*)");
    private static final Pattern VALUE = Pattern.compile("'((?:[^']|'')*)'");

    private static final Map<String, Constraint.Kind> KINDS = Map.of(
            "PRIMARY KEY", Constraint.Kind.PRIMARY_KEY,
            "UNIQUE", Constraint.Kind.UNIQUE,
            "FOREIGN KEY", Constraint.Kind.FOREIGN_KEY,
            "CHECK", Constraint.Kind.CHECK);

    private final Questions questions;
    private final Version version;
    private final Map<Name, Optional<Table>> known = new HashMap<>();

    /** Opens a session. */
    public MysqlCatalogue(Database database) {
        this.questions = new Questions(database);
        this.version = Version.of(database.target().serverVersion());
    }

    @Override
    public Version version() {
        return version;
    }

    @Override
    public Optional<Table> table(Name name) {
        return known.computeIfAbsent(name, this::read);
    }

    private Optional<Table> read(Name name) {
        return questions.first(
                TABLE,
                row -> {
                    String schema = row.getString(1);
                    String table = row.getString(2);
                    return new Table(
                            new Name(Optional.of(schema), table),
                            row.getLong(3),
                            columns(schema, table),
                            constraints(schema, table),
                            indexes(schema, table));
                },
                name.schema().orElse(null),
                name.object());
    }

    private Map<String, Table.Column> columns(String schema, String table) {
        return questions
                .all(
                        COLUMNS,
                        row -> Map.entry(
                                row.getString(1),
                                new Table.Column(
                                        type(row.getString(2)), row.getString(3).equals("NO"), row.getInt(4))),
                        schema,
                        table)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** {@code int(10) unsigned}, {@code enum('a','b')}. */
    static Type type(String written) {
        Matcher matcher = TYPE.matcher(written);
        if (!matcher.matches()) {
            return Type.of(written);
        }
        List<String> values = new ArrayList<>();
        List<Integer> arguments = new ArrayList<>();
        String inner = Optional.ofNullable(matcher.group(2)).orElse("");
        if (inner.startsWith("'")) {
            VALUE.matcher(inner)
                    .results()
                    .forEach(value -> values.add(value.group(1).replace("''", "'")));
        } else {
            for (String argument : inner.split(",")) {
                if (argument.strip().matches("\\d+")) {
                    arguments.add(Integer.valueOf(argument.strip()));
                }
            }
        }
        return new Type(
                matcher.group(1), arguments, values, false, matcher.group(3).contains("unsigned"));
    }

    private List<ExistingConstraint> constraints(String schema, String table) {
        return questions.all(
                CONSTRAINTS,
                row -> new ExistingConstraint(
                        row.getString(1),
                        KINDS.getOrDefault(row.getString(2), Constraint.Kind.CHECK),
                        List.of(),
                        Optional.empty()),
                schema,
                table);
    }

    private List<Index> indexes(String schema, String table) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        questions
                .all(INDEXES, row -> Map.entry(row.getString(1), row.getString(2)), schema, table)
                .forEach(each -> columns.computeIfAbsent(each.getKey(), name -> new ArrayList<>())
                        .add(each.getValue()));
        return columns.entrySet().stream()
                .map(index -> new Index(index.getKey(), index.getValue()))
                .toList();
    }

    /** Indexes belong to tables here, and statements name both. */
    @Override
    public Optional<Name> tableOf(Name index) {
        return Optional.empty();
    }

    @Override
    public boolean isVolatile(String function) {
        return true;
    }

    @Override
    public boolean sameBytes(Type from, Type to) {
        return from.equals(to);
    }

    @Override
    public Optional<Long> rowsTouched(String sql) {
        return questions.attempt("EXPLAIN FORMAT=JSON " + sql).flatMap(MysqlExplanation::rows);
    }

    @Override
    public Optional<Long> count(String query) {
        return questions.count(query);
    }

    @Override
    public String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    @Override
    public int instantChanges(Name table) {
        String[] both = {table.schema().orElse(""), table.object()};
        return questions
                .attempt("SELECT total_row_versions FROM information_schema.innodb_tables WHERE name = '"
                        + String.join("/", both).replace("'", "''") + "'")
                .map(String::strip)
                .filter(text -> text.matches("\\d+"))
                .map(Integer::valueOf)
                .orElse(0);
    }

    @Override
    public void close() {
        questions.close();
    }
}
