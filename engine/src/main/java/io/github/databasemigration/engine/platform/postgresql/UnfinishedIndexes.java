package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.InvalidIndexes;
import io.github.databasemigration.engine.platform.Rows;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code CREATE INDEX CONCURRENTLY} and {@code REINDEX CONCURRENTLY} leave when they fail (PostgreSQL documentation,
 * "Building Indexes Concurrently", "Rebuilding Indexes Concurrently").
 */
final class UnfinishedIndexes implements InvalidIndexes {
    private static final String NOW = "SELECT i.indexrelid, n.nspname, x.relname, t.relname FROM pg_index i"
            + " JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid"
            + " JOIN pg_namespace n ON n.oid = x.relnamespace WHERE NOT i.indisvalid AND x.relkind = 'i'"
            + " AND n.nspname = coalesce(?, n.nspname)";

    private static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\d_$]*)";
    private static final String QUALIFIED = "(?:" + NAME + "\\s*\\.\\s*)?(" + NAME + ")";
    private static final Pattern CREATE = Pattern.compile(
            "CREATE\\s+(?:UNIQUE\\s+)?INDEX\\s+CONCURRENTLY\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(" + NAME
                    + ")\\s+ON\\s+(?:ONLY\\s+)?" + QUALIFIED + "[\\s(].*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern REINDEX = Pattern.compile(
            "REINDEX\\s+(?:\\([^)]*\\)\\s*)?(INDEX|TABLE)\\s+CONCURRENTLY\\s+" + QUALIFIED + "\\s*;?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** How the server calls the new index while it is built, and the old one when it has been replaced. */
    private static final Pattern REPLACING = Pattern.compile("(.*)_cc(?:new|old)\\d*", Pattern.DOTALL);

    private final Sessions sessions;

    UnfinishedIndexes(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Set<Index> now() {
        return sessions.ask(
                "looking for invalid indexes",
                connection -> new HashSet<>(Rows.of(
                        connection,
                        NOW,
                        row -> new Index(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)),
                        sessions.connecting().schema().orElse(null))));
    }

    @Override
    public boolean mayLeave(String sql) {
        return CREATE.matcher(sql.strip()).matches()
                || REINDEX.matcher(sql.strip()).matches();
    }

    @Override
    public boolean builtBy(String sql, Index index) {
        Matcher create = CREATE.matcher(sql.strip());
        if (create.matches()) {
            return index.name().equals(name(create.group(1))) && index.table().equals(name(create.group(2)));
        }
        Matcher reindex = REINDEX.matcher(sql.strip());
        Matcher replacing = REPLACING.matcher(index.name());
        if (!reindex.matches() || !replacing.matches()) {
            return false;
        }
        String named = name(reindex.group(2));
        return reindex.group(1).equalsIgnoreCase("TABLE")
                ? index.table().equals(named)
                : replacing.group(1).equals(named);
    }

    /** A name as the catalogue has it. */
    private static String name(String written) {
        return written.startsWith("\"")
                ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
                : written.toLowerCase(Locale.ROOT);
    }

    @Override
    public void drop(Index index, Duration patience) {
        sessions.change("dropping an invalid index", connection -> {
            Rows.run(connection, List.of("SET lock_timeout = " + patience.toMillis()));
            Optional<String> name = Rows.of(
                            connection,
                            "SELECT CAST(CAST(i.indexrelid AS regclass) AS text) FROM pg_index i"
                                    + " WHERE i.indexrelid = CAST(? AS oid) AND NOT i.indisvalid",
                            row -> row.getString(1),
                            Long.toString(index.id()))
                    .stream()
                    .findFirst();
            if (name.isPresent()) {
                Rows.run(connection, List.of("DROP INDEX CONCURRENTLY " + name.get()));
            }
            return null;
        });
    }
}
