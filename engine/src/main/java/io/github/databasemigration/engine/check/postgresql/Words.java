package io.github.databasemigration.engine.check.postgresql;

import java.util.Locale;

/** Reads a statement from its beginning: words and signs, as long as nothing is in it but ASCII and plain white space. */
final class Words {
    private final String sql;
    private int at;

    Words(String sql) {
        this.sql = sql;
    }

    /** What was read. */
    String read() {
        return sql.substring(0, at);
    }

    /** A word of ASCII letters, in capitals; empty where there is none. */
    String word() {
        space();
        int from = at;
        while (letter(next()) || at > from && digit(next())) {
            at++;
        }
        return sql.substring(from, at).toUpperCase(Locale.ROOT);
    }

    /** Reads a word if it is this one. */
    boolean word(String expected) {
        int from = at;
        if (word().equals(expected)) {
            return true;
        }
        at = from;
        return false;
    }

    /** Reads a sign if it comes next. */
    boolean sign(char sign) {
        space();
        boolean there = next() == sign;
        at += there ? 1 : 0;
        return there;
    }

    /** Reads digits; empty where there are none. */
    String digits() {
        int from = at;
        while (digit(next())) {
            at++;
        }
        return sql.substring(from, at);
    }

    /** Whether nothing follows. */
    boolean end() {
        space();
        return at == sql.length();
    }

    void space() {
        while (next() == ' ' || next() == '\t' || next() == '\n' || next() == '\r') {
            at++;
        }
    }

    /** The next character; NUL, which no statement holds, at the end. */
    char next() {
        return at < sql.length() ? sql.charAt(at) : '\0';
    }

    /** Goes past the next character. */
    void skip() {
        at++;
    }

    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }
}
