package io.github.databasemigration.engine.tool.jdbc;

/** Texts of others, made to fit into one line. */
public final class Lines {
    private Lines() {}

    /** On one line, without the full stop at its end. */
    public static String one(String text) {
        String line = text == null ? "no reason given" : text.strip().replaceAll("\\s*\\R\\s*", " ");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
