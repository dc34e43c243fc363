package io.github.databasemigration.engine.platform.postgresql;

import java.util.List;
import java.util.regex.Pattern;

/** Names of databases, schemas and tables as PostgreSQL's SQL has them, whatever is in the name. */
public final class Identifier {
    private static final Pattern PART = Pattern.compile("\"((?:[^\"]|\"\")*+)\"|[^.\"]+");

    private Identifier() {}

    /** The name in double quotes, its own doubled. */
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The names of a qualified one, without their quotes. */
    static List<String> parts(String qualified) {
        return PART.matcher(qualified)
                .results()
                .map(part ->
                        part.group(1) == null ? part.group() : part.group(1).replace("\"\"", "\""))
                .toList();
    }
}
