package io.github.databasemigration.engine.platform.postgresql;

/** Names of databases, schemas and tables as PostgreSQL's SQL has them, whatever is in the name. */
public final class Identifier {
    private Identifier() {}

    /** The name in double quotes, its own doubled. */
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
