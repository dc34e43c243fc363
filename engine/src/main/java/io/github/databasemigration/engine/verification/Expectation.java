package io.github.databasemigration.engine.verification;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a script passes. {@link #toString} completes "expected …". */
sealed interface Expectation {
    /** Whether the rows are as expected. */
    boolean met(Found found);

    /** Each row is a violation: what a script means that says nothing. */
    record NoRow() implements Expectation {
        @Override
        public boolean met(Found found) {
            return found.count() == 0;
        }

        @Override
        public String toString() {
            return "no row";
        }
    }

    /** There must be something. */
    record Rows() implements Expectation {
        @Override
        public boolean met(Found found) {
            return found.count() > 0;
        }

        @Override
        public String toString() {
            return "at least one row";
        }
    }

    /** One row with one column and this text in it, as the driver writes it. */
    record Value(String text) implements Expectation {
        @Override
        public boolean met(Found found) {
            return found.only().filter(text::equals).isPresent();
        }

        @Override
        public String toString() {
            return "the value " + text;
        }
    }

    /** A line that looks like an expectation, also one that is not understood or not in its place. */
    Pattern LINE = Pattern.compile("(?i)\\s*--\\s*expect\\s*:(.*)");

    /**
     * What the script's first comment line says. Empty where that is not understood, or where another line looks like an
     * expectation, which must not be ignored in silence.
     */
    static Optional<Expectation> read(String script) {
        List<String> lines = script.lines().filter(line -> !line.isBlank()).toList();
        List<String> saying =
                lines.stream().filter(line -> LINE.matcher(line).matches()).toList();
        if (saying.isEmpty()) {
            return Optional.of(new NoRow());
        }
        if (saying.size() > 1 || !lines.get(0).equals(saying.get(0))) {
            return Optional.empty();
        }
        Matcher said = LINE.matcher(saying.get(0));
        return said.matches() ? parse(said.group(1).strip()) : Optional.empty();
    }

    private static Optional<Expectation> parse(String said) {
        if (said.equals("rows")) {
            return Optional.of(new Rows());
        }
        Matcher value = Pattern.compile("value\\s+(.+)").matcher(said);
        return value.matches() ? Optional.of(new Value(value.group(1))) : Optional.empty();
    }
}
