package io.github.databasemigration.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words of one SQL statement in upper case, without comments and the content of strings.
 *
 * <p>Knows the lexical forms of all platforms at once: {@code E''} and dollar quotes and nested comments of PostgreSQL,
 * back ticks and executable comments of MySQL, brackets of SQLite. It reads words, not grammar.
 */
public final class SqlWords {
    /** Stands for a quoted name, so that it cannot be taken for a keyword. */
    public static final String QUOTED_NAME = "\"\"";

    private final String sql;
    private final List<String> words = new ArrayList<>();
    private int at;

    private SqlWords(String sql) {
        this.sql = sql;
    }

    /** The words in their order, and parentheses, commas and semicolons between them. */
    public static List<String> of(String sql) {
        return new SqlWords(sql).read();
    }

    private List<String> read() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (sql.startsWith("--", at) || (c == '#' && startsLine())) {
                skipTo(sql.indexOf('\n', at), 1);
            } else if (sql.startsWith("/*!", at)) {
                // MySQL runs what is in it.
                at += 3;
                skipDigits();
            } else if (sql.startsWith("/*", at)) {
                skipComment();
            } else if (c == '\'') {
                skipString(escapes());
            } else if (c == '"' || c == '`') {
                skipTo(sql.indexOf(c, at + 1), 1);
                words.add(QUOTED_NAME);
            } else if (c == '$' && dollarTag() != null) {
                String tag = dollarTag();
                skipTo(sql.indexOf(tag, at + tag.length()), tag.length());
            } else if (Character.isJavaIdentifierStart(c)) {
                readWord();
            } else {
                if (c == '(' || c == ')' || c == ',' || c == ';') {
                    words.add(String.valueOf(c));
                }
                at++;
            }
        }
        return words;
    }

    private void readWord() {
        int start = at;
        while (at < sql.length() && Character.isJavaIdentifierPart(sql.charAt(at))) {
            at++;
        }
        words.add(sql.substring(start, at).toUpperCase(Locale.ROOT));
    }

    /** MySQL's hash begins a comment; PostgreSQL's hash is an operator, which nobody puts first in a line. */
    private boolean startsLine() {
        return sql.substring(sql.lastIndexOf('\n', at) + 1, at).isBlank();
    }

    /** A backslash escapes a quote in {@code E'…'} only; elsewhere the standard says that it is itself. */
    private boolean escapes() {
        return !words.isEmpty() && at > 0 && Character.toUpperCase(sql.charAt(at - 1)) == 'E' && last().equals("E");
    }

    private String last() {
        return words.get(words.size() - 1);
    }

    private void skipString(boolean escapes) {
        at++;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (escapes && c == '\\') {
                at += 2;
            } else if (c == '\'') {
                at++;
                return;
            } else {
                at++;
            }
        }
    }

    private void skipComment() {
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
    }

    /** {@code $$} or {@code $name$} at this place; null if it is neither. */
    private String dollarTag() {
        int end = sql.indexOf('$', at + 1);
        if (end < 0) {
            return null;
        }
        String name = sql.substring(at + 1, end);
        boolean tag = name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
        return tag && (name.isEmpty() || !Character.isDigit(name.charAt(0))) ? sql.substring(at, end + 1) : null;
    }

    private void skipDigits() {
        while (at < sql.length() && Character.isDigit(sql.charAt(at))) {
            at++;
        }
    }

    private void skipTo(int found, int length) {
        at = found < 0 ? sql.length() : found + length;
    }
}
