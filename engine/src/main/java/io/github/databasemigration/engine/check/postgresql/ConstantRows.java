package io.github.databasemigration.engine.check.postgresql;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An {@code INSERT} of nothing but constants, as data comes with migrations by the thousand: read by a grammar of its own,
 * so small that whatever is not certain is left to PostgreSQL's parser, which takes milliseconds for each.
 *
 * @param shape the same statement with one row of one number; who understands it has understood all of its kind
 * @param literals the texts among the constants
 */
record ConstantRows(String shape, Set<String> literals) {
    private static final Set<String> WORDS = Set.of("NULL", "TRUE", "FALSE");

    ConstantRows {
        literals = Set.copyOf(literals);
    }

    /** Reads a statement; empty where it is anything else, or written in any other way than the plainest. */
    static Optional<ConstantRows> read(String sql) {
        return new Reader(sql).statement();
    }

    private static final class Reader {
        private final String sql;
        private final Set<String> literals = new HashSet<>();
        private int at;

        private Reader(String sql) {
            this.sql = sql;
        }

        private Optional<ConstantRows> statement() {
            boolean target = word().equals("INSERT") && word().equals("INTO") && names('.');
            if (target && sign('(')) {
                target = names(',') && sign(')');
            }
            if (!target || !word().equals("VALUES")) {
                return Optional.empty();
            }
            String head = sql.substring(0, at);
            boolean rows = row();
            while (rows && sign(',')) {
                rows = row();
            }
            space();
            return rows && at == sql.length()
                    ? Optional.of(new ConstantRows(head + " (0)", literals))
                    : Optional.empty();
        }

        private boolean names(char separator) {
            boolean named = !word().isEmpty();
            while (named && sign(separator)) {
                named = !word().isEmpty();
            }
            return named;
        }

        private boolean row() {
            boolean row = sign('(') && constant();
            while (row && sign(',')) {
                row = constant();
            }
            return row && sign(')');
        }

        private boolean constant() {
            space();
            char first = next();
            if (first == '\'') {
                return text();
            }
            return first == '-' || digit(first) ? number() : WORDS.contains(word());
        }

        private boolean number() {
            at += next() == '-' ? 1 : 0;
            boolean whole = digits();
            if (whole && next() == '.') {
                at++;
                return digits();
            }
            return whole;
        }

        private boolean digits() {
            int from = at;
            while (digit(next())) {
                at++;
            }
            return at > from;
        }

        /** A backslash may be one or the beginning of something else, which settings of the server decide. */
        private boolean text() {
            StringBuilder text = new StringBuilder();
            for (at++; at < sql.length() && next() != '\\'; at++) {
                if (next() == '\'') {
                    at++;
                    if (next() != '\'') {
                        literals.add(text.toString());
                        return true;
                    }
                }
                text.append(next());
            }
            return false;
        }

        /** A word of ASCII letters, in capitals; empty where there is none. */
        private String word() {
            space();
            int from = at;
            while (letter(next()) || at > from && digit(next())) {
                at++;
            }
            return sql.substring(from, at).toUpperCase(Locale.ROOT);
        }

        private boolean sign(char sign) {
            space();
            boolean there = next() == sign;
            at += there ? 1 : 0;
            return there;
        }

        private void space() {
            while (next() == ' ' || next() == '\t' || next() == '\n' || next() == '\r') {
                at++;
            }
        }

        /** The next character; NUL, which no statement holds, at the end. */
        private char next() {
            return at < sql.length() ? sql.charAt(at) : '\0';
        }

        private static boolean digit(char c) {
            return c >= '0' && c <= '9';
        }

        private static boolean letter(char c) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
        }
    }
}
