package io.github.databasemigration.engine.rehearsal;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.DriverFaults;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Refuses what would reach out of a scratch copy: a rehearsal must change nothing but its copy, and a server has things
 * that all its databases share, and names that lead into other ones.
 *
 * <p>Looks at the text, strings and bodies of functions included, for some of them are SQL: it may refuse a harmless
 * statement, and the message says how to go on then.
 */
public final class Reach {
    private static final Pattern COMMENT = Pattern.compile("(--|#)[^\\n]*|/\\*(?![!+M]).*?\\*/", Pattern.DOTALL);

    /** What belongs to the whole server; https://www.postgresql.org/docs/current/managing-databases.html names most. */
    private static final String POSTGRESQL =
            "(CREATE|ALTER|DROP)\\s+(ROLE|USER(?!\\s+MAPPING)|GROUP|DATABASE|TABLESPACE"
                    + "|SUBSCRIPTION)|ALTER\\s+SYSTEM|(DROP|REASSIGN)\\s+OWNED|COMMENT\\s+ON\\s+(DATABASE|ROLE|TABLESPACE)"
                    + "|(GRANT|REVOKE)\\b(?:(?!\\bON\\b)[^;])*\\b(TO|FROM)|(TO|FROM)\\s+PROGRAM|DBLINK\\w*"
                    + "|PG_(TERMINATE|CANCEL)_BACKEND|PG_RELOAD_CONF|PG_CREATE_\\w+_SLOT";

    private static final String MYSQL =
            "USE\\s+(?!INDEX|KEY)`?\\w+|(CREATE|ALTER|DROP|RENAME)\\s+(OR\\s+REPLACE\\s+)?(USER|ROLE"
                    + "|DATABASE|SCHEMA|SERVER|TABLESPACE)|(GRANT|REVOKE)\\b[^;]*\\b(TO|FROM)"
                    + "|SET\\s+(GLOBAL|PERSIST|@@GLOBAL|PASSWORD|DEFAULT\\s+ROLE)|,\\s*(GLOBAL|PERSIST)\\s+\\w+\\s*:?="
                    + "|FLUSH\\s+(LOCAL|NO_WRITE|TABLES|PRIVILEGES|LOGS|BINARY|HOSTS|STATUS)|PURGE\\s+(BINARY|MASTER)"
                    + "|KILL\\s+(QUERY|CONNECTION|HARD|SOFT|\\d+)|(UN)?INSTALL\\s+(PLUGIN|SONAME|COMPONENT)"
                    + "|INTO\\s+(OUTFILE|DUMPFILE)|CHANGE\\s+(MASTER|REPLICATION)";

    private static final Map<String, String> OF_THE_SERVER = Map.of(
            "postgresql",
            POSTGRESQL,
            "mysql",
            MYSQL,
            "mariadb",
            MYSQL,
            "sqlite",
            "ATTACH",
            "h2",
            "RUNSCRIPT|LINK_SCHEMA");

    private static final List<String> DATABASES_ARE_SCHEMAS = List.of("mysql", "mariadb");

    /** What the restored objects may do when a migration sets them off. */
    private static final String BODIES = "SELECT CONCAT('routine ', routine_name), routine_definition"
            + " FROM information_schema.routines WHERE routine_schema = DATABASE()"
            + " UNION ALL SELECT CONCAT('trigger ', trigger_name), action_statement"
            + " FROM information_schema.triggers WHERE trigger_schema = DATABASE()";

    private final List<Pattern> beyond;
    private final Database scratch;

    private Reach(Database scratch, List<Pattern> beyond) {
        this.scratch = scratch;
        this.beyond = beyond;
    }

    /**
     * What is out of reach of a scratch copy.
     *
     * @param ownServer whether the server is another than the database's, and may be changed
     */
    public static Reach of(Database scratch, boolean ownServer) {
        List<Pattern> beyond = new ArrayList<>();
        String platform = scratch.target().platform();
        if (!ownServer) {
            beyond.add(Pattern.compile("\\b(" + OF_THE_SERVER.get(platform) + ")\\b", Pattern.CASE_INSENSITIVE));
        }
        Reach reach = new Reach(scratch, beyond);
        if (DATABASES_ARE_SCHEMAS.contains(platform)) {
            reach.ask("SELECT schema_name, schema_name FROM information_schema.schemata").keySet().stream()
                    .filter(name -> !name.equalsIgnoreCase(scratch.target().database()))
                    .filter(name -> !name.toLowerCase(Locale.ROOT).endsWith("_schema"))
                    .map(Reach::named)
                    .forEach(beyond::add);
            reach.ask(BODIES).forEach((object, body) -> reach.found(body).ifPresent(what -> {
                throw refusal("The " + object, what);
            }));
        }
        return reach;
    }

    /** A name before a dot, quoted or not. */
    private static Pattern named(String database) {
        return Pattern.compile(
                "(?<![\\w$.])[`\"]?" + Pattern.quote(database) + "[`\"]?\\s*\\.",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Fault {@code UNSUPPORTED} where a statement, not sent yet, would reach out. */
    public void check(String sql) {
        found(sql).ifPresent(what -> {
            throw refusal("A statement", what);
        });
    }

    private Optional<String> found(String sql) {
        // Without comments, which may part two words; and with them, for what looks like one may be in a string.
        List<String> texts = List.of(sql, COMMENT.matcher(sql).replaceAll(" "));
        return beyond.stream()
                .flatMap(pattern -> texts.stream().map(pattern::matcher))
                .filter(Matcher::find)
                .map(match -> match.group().strip().replaceAll("\\s+", " "))
                .findFirst();
    }

    private static Fault refusal(String who, String what) {
        return new Fault(
                FaultCode.UNSUPPORTED,
                who + " says \"" + what + "\", which reaches beyond a scratch copy, so it cannot be rehearsed here.",
                "Name a server of its own for rehearsals with rehearsal.url, and leave names of other databases out.");
    }

    private Map<String, String> ask(String sql) {
        try (Connection connection = scratch.connectReadOnly()) {
            return Rows.of(connection, sql, row -> Map.entry(row.getString(1), String.valueOf(row.getString(2))))
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one + " " + other));
        } catch (SQLException e) {
            throw new Fault(
                    FaultCode.SERVER_UNREACHABLE,
                    "The scratch copy could not be looked at: " + DriverFaults.words(scratch.connecting(), e),
                    "See whether the server is well, and rehearse again.");
        }
    }
}
