package io.github.databasemigration.engine.verification;

/**
 * How a platform writes what may hide a semicolon. Single and double quotes, back ticks, {@code --} and
 * <code>/* *&#47;</code> are the same everywhere.
 *
 * @param backslashes whether a backslash escapes in every string (MySQL)
 * @param escapeStrings whether it does in {@code E'…'} (PostgreSQL, "String Constants with C-Style Escapes")
 * @param dollarQuotes whether {@code $tag$…$tag$} is a string (PostgreSQL; H2 without tag)
 * @param nestedComments whether comments nest (PostgreSQL, H2)
 * @param hashComments whether {@code #} begins a comment, and {@code --} only does before white space (MySQL)
 * @param brackets whether {@code […]} is a name (SQLite)
 */
record SqlSyntax(
        boolean backslashes,
        boolean escapeStrings,
        boolean dollarQuotes,
        boolean nestedComments,
        boolean hashComments,
        boolean brackets) {

    /** The syntax of a platform, by its name in {@code Target}. */
    static SqlSyntax of(String platform) {
        return switch (platform) {
            case "postgresql" -> new SqlSyntax(false, true, true, true, false, false);
            case "mysql", "mariadb" -> new SqlSyntax(true, false, false, false, true, false);
            case "sqlite" -> new SqlSyntax(false, false, false, false, false, true);
            case "h2" -> new SqlSyntax(false, false, true, true, false, false);
            default -> throw new IllegalArgumentException(platform);
        };
    }
}
