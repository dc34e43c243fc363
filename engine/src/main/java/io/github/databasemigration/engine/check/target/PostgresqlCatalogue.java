package io.github.databasemigration.engine.check.target;

import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.model.Type;
import io.github.databasemigration.engine.check.target.Table.ExistingConstraint;
import io.github.databasemigration.engine.check.target.Table.Index;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.postgresql.Identifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The catalogue of a PostgreSQL. */
public final class PostgresqlCatalogue implements Catalogue {
    /** A relation by its name as the session finds it; else the only one of that name outside the system's schemas. */
    private static final String FIND = """
            SELECT coalesce(to_regclass(?)::oid, (SELECT min(c.oid::bigint)::oid FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relname = ? AND n.nspname = coalesce(?, n.nspname)
                AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' HAVING count(*) = 1))::bigint
            """;

    /** A table that was never analysed says -1: then its size speaks, with rows taken for small. */
    private static final String TABLE = """
            SELECT n.nspname, c.relname, CASE WHEN c.relkind = 'p' THEN
                    (SELECT coalesce(sum(greatest(p.reltuples, 0)), 0) FROM pg_inherits i
                     JOIN pg_class p ON p.oid = i.inhrelid WHERE i.inhparent = c.oid)
                WHEN c.reltuples >= 0 THEN c.reltuples ELSE pg_relation_size(c.oid) / 50 END::bigint AS rows
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = ? AND c.relkind IN ('r', 'p', 'm', 'f')
            """;

    private static final String COLUMNS = """
            SELECT a.attname, t.typname, format_type(a.atttypid, a.atttypmod) AS written, a.attnotnull,
                t.typcategory = 'A' AS array
            FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
            WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
            """;

    /** A check that says nothing but {@code column IS NOT NULL} lets SET NOT NULL pass without a scan. */
    private static final String CONSTRAINTS = """
            SELECT c.conname, c.contype::text, CASE WHEN c.contype = 'c' AND c.convalidated
                AND pg_get_expr(c.conbin, c.conrelid) = '(' || quote_ident(a.attname) || ' IS NOT NULL)'
                THEN a.attname END AS present,
                coalesce((SELECT string_agg(k.attname, chr(1)) FROM pg_attribute k
                    WHERE k.attrelid = c.conrelid AND k.attnum = ANY (c.conkey)), '') AS columns
            FROM pg_constraint c
            LEFT JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            WHERE c.conrelid = ?
            """;

    private static final String INDEXES = """
            SELECT c.relname, (SELECT string_agg(coalesce(a.attname, ''), chr(1) ORDER BY k.n)
                FROM unnest(i.indkey) WITH ORDINALITY k (attnum, n)
                LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum) AS columns
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = ? AND i.indisvalid AND i.indpred IS NULL
            """;

    private static final Map<String, Constraint.Kind> KINDS = Map.of(
            "p", Constraint.Kind.PRIMARY_KEY,
            "u", Constraint.Kind.UNIQUE,
            "f", Constraint.Kind.FOREIGN_KEY,
            "c", Constraint.Kind.CHECK,
            "x", Constraint.Kind.EXCLUSION,
            "n", Constraint.Kind.NOT_NULL);

    private final Questions questions;
    private final Version version;
    private final Map<Name, Optional<Table>> known = new HashMap<>();

    /** Opens a session. */
    public PostgresqlCatalogue(Database database) {
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
        return oid(name)
                .flatMap(oid -> questions.first(
                        TABLE,
                        row -> new Table(
                                new Name(Optional.of(row.getString(1)), row.getString(2)),
                                row.getLong(3),
                                columns(oid),
                                constraints(oid),
                                indexes(oid)),
                        oid));
    }

    private Optional<Long> oid(Name name) {
        String quoted = name.schema().map(schema -> quoted(schema) + ".").orElse("") + quoted(name.object());
        return questions
                .first(
                        FIND,
                        row -> row.getLong(1),
                        quoted,
                        name.object(),
                        name.schema().orElse(null))
                .filter(oid -> oid > 0);
    }

    private Map<String, Table.Column> columns(long oid) {
        return questions
                .all(
                        COLUMNS,
                        row -> Map.entry(
                                row.getString(1),
                                new Table.Column(
                                        type(row.getString(2), row.getString(3), row.getBoolean(5)),
                                        row.getBoolean(4),
                                        0)),
                        oid)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** {@code varchar}, {@code character varying(40)}. */
    private static Type type(String name, String written, boolean array) {
        int open = written.indexOf('(');
        List<Integer> arguments = open < 0
                ? List.of()
                : Arrays.stream(written.substring(open + 1, written.indexOf(')'))
                                .split(","))
                        .map(String::strip)
                        .filter(text -> text.matches("-?\\d+"))
                        .map(Integer::valueOf)
                        .toList();
        return new Type(array ? name.substring(1) : name, arguments, List.of(), array, false);
    }

    private List<ExistingConstraint> constraints(long oid) {
        return questions.all(
                CONSTRAINTS,
                row -> new ExistingConstraint(
                        row.getString(1),
                        KINDS.getOrDefault(row.getString(2), Constraint.Kind.CHECK),
                        List.of(row.getString(4).split("\u0001")),
                        Optional.ofNullable(row.getString(3))),
                oid);
    }

    private List<Index> indexes(long oid) {
        return questions.all(
                INDEXES,
                row -> new Index(row.getString(1), List.of(row.getString(2).split("\u0001", -1))),
                oid);
    }

    @Override
    public Optional<Name> tableOf(Name index) {
        return oid(index)
                .flatMap(oid -> questions.first(
                        "SELECT n.nspname, t.relname FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid"
                                + " JOIN pg_namespace n ON n.oid = t.relnamespace WHERE i.indexrelid = ?",
                        row -> new Name(Optional.of(row.getString(1)), row.getString(2)),
                        oid));
    }

    @Override
    public boolean isVolatile(String function) {
        return questions
                .first(
                        "SELECT bool_or(provolatile = 'v') FROM pg_proc WHERE proname = ?",
                        row -> row.getObject(1),
                        function)
                .map(answer -> !Boolean.FALSE.equals(answer))
                .orElse(true);
    }

    @Override
    public boolean sameBytes(Type from, Type to) {
        return new PostgresqlTypes(questions).sameBytes(from, to);
    }

    @Override
    public Optional<Long> rowsTouched(String sql) {
        return questions.attempt("EXPLAIN " + sql).flatMap(PostgresqlExplanation::rows);
    }

    @Override
    public Optional<Long> count(String query) {
        return questions.count(query);
    }

    @Override
    public String quoted(String name) {
        return Identifier.quoted(name);
    }

    @Override
    public int instantChanges(Name table) {
        return 0;
    }

    @Override
    public void close() {
        questions.close();
    }
}
