package io.github.databasemigration.engine.check.postgresql;

import java.util.HashSet;
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
        private final Words words;
        private final Set<String> literals = new HashSet<>();

        private Reader(String sql) {
            words = new Words(sql);
        }

        private Optional<ConstantRows> statement() {
            boolean target = words.word("INSERT") && words.word("INTO") && names('.');
            if (target && words.sign('(')) {
                target = names(',') && words.sign(')');
            }
            if (!target || !words.word("VALUES")) {
                return Optional.empty();
            }
            String head = words.read();
            boolean rows = row();
            while (rows && words.sign(',')) {
                rows = row();
            }
            return rows && words.end() ? Optional.of(new ConstantRows(head + " (0)", literals)) : Optional.empty();
        }

        private boolean names(char separator) {
            boolean named = !words.word().isEmpty();
            while (named && words.sign(separator)) {
                named = !words.word().isEmpty();
            }
            return named;
        }

        private boolean row() {
            boolean row = words.sign('(') && constant();
            while (row && words.sign(',')) {
                row = constant();
            }
            return row && words.sign(')');
        }

        private boolean constant() {
            words.space();
            char first = words.next();
            if (first == '\'') {
                return text();
            }
            return first == '-' || Words.digit(first) ? number() : WORDS.contains(words.word());
        }

        private boolean number() {
            words.sign('-');
            boolean whole = !words.digits().isEmpty();
            if (whole && words.next() == '.') {
                words.skip();
                return !words.digits().isEmpty();
            }
            return whole;
        }

        /** A backslash may be one or the beginning of something else, which settings of the server decide. */
        private boolean text() {
            StringBuilder text = new StringBuilder();
            for (words.skip(); words.next() != '\\' && words.next() != '\0'; words.skip()) {
                if (words.next() == '\'') {
                    words.skip();
                    if (words.next() != '\'') {
                        literals.add(text.toString());
                        return true;
                    }
                }
                text.append(words.next());
            }
            return false;
        }
    }
}
