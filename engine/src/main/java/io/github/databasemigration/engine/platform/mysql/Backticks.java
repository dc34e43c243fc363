package io.github.databasemigration.engine.platform.mysql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names as MariaDB and MySQL quote them. */
final class Backticks {
    /** A quoted name in a text; group 1 is the name, still with its backticks doubled. */
    static final Pattern NAME = Pattern.compile("`((?:[^`]|``)*+)`");

    private Backticks() {}

    static String quote(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** The first quoted name of a text. */
    static String first(String text) {
        Matcher name = NAME.matcher(text);
        return name.find() ? name.group(1).replace("``", "`") : "";
    }
}
