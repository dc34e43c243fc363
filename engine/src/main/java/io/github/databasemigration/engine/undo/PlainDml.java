package io.github.databasemigration.engine.undo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A DELETE or an UPDATE of one table that is simple enough to say beforehand, by its text alone, which rows it will touch:
 * no join, no limit, no other name for the table, no comment, no variable.
 *
 * @param assigned the names of the columns that an UPDATE sets; empty for a DELETE
 * @param where the text of the condition; empty where there is none
 */
record PlainDml(List<String> assigned, Optional<String> where) {
    private static final String NAME = "(?:[\"`][^\"`]+[\"`]|\\w+)";
    private static final String QUALIFIED = NAME + "(?:\\s*\\.\\s*" + NAME + ")?";
    private static final Pattern DELETE = Pattern.compile("(?is)\\s*DELETE\\s+FROM\\s+" + QUALIFIED + "(?:\\s(.*))?");
    private static final Pattern UPDATE = Pattern.compile("(?is)\\s*UPDATE\\s+" + QUALIFIED + "\\s+SET\\s(.*)");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?s)\\s*(" + NAME + ")\\s*=.*");

    /** Texts and quoted names as one piece each, then words, then single characters. */
    private static final Pattern PIECE = Pattern.compile("(?s)'[^']*'|\"[^\"]*\"|`[^`]*`|[\\p{L}_][\\p{L}\\d_]*|.");

    private static final Pattern NOT_PLAIN = Pattern.compile("--|/\\*|[#$@;\\\\]");
    private static final Set<String> MORE =
            Set.of("FROM", "USING", "RETURNING", "LIMIT", "ORDER", "JOIN", "CURRENT", "AS", "PARTITION", "FOR");
    private static final Set<String> NO_FUNCTIONS = Set.of(
            "in", "and", "or", "not", "exists", "any", "all", "some", "between", "like", "is", "select", "where");

    PlainDml {
        assigned = List.copyOf(assigned);
    }

    /** Empty where the text is not as simple as that. */
    static Optional<PlainDml> of(String sql) {
        Matcher delete = DELETE.matcher(sql);
        Matcher update = UPDATE.matcher(sql);
        if (NOT_PLAIN.matcher(sql).find()) {
            return Optional.empty();
        } else if (delete.matches()) {
            return read(Optional.ofNullable(delete.group(1)).orElse("")).filter(read -> read.assigned.isEmpty());
        }
        return update.matches() ? read(update.group(1)).filter(read -> !read.assigned.isEmpty()) : Optional.empty();
    }

    /** Assignments, if any, and a condition, if any. */
    private static Optional<PlainDml> read(String text) {
        List<String> assignments = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        Optional<String> where = Optional.empty();
        int depth = 0;
        Matcher piece = PIECE.matcher(text);
        while (piece.find()) {
            String now = piece.group();
            String word = now.toUpperCase(Locale.ROOT);
            depth += now.equals("(") ? 1 : now.equals(")") ? -1 : 0;
            if (depth == 0 && MORE.contains(word)) {
                return Optional.empty();
            } else if (depth == 0 && where.isEmpty() && word.equals("WHERE")) {
                where = Optional.of(text.substring(piece.end()).strip());
            } else if (depth == 0 && where.isEmpty() && now.equals(",")) {
                assignments.add(current.toString());
                current.setLength(0);
            } else if (where.isEmpty()) {
                current.append(now);
            }
        }
        if (!current.toString().isBlank()) {
            assignments.add(current.toString());
        }
        List<String> names = new ArrayList<>();
        for (String assignment : assignments) {
            Matcher name = ASSIGNMENT.matcher(assignment);
            if (!name.matches()) {
                return Optional.empty();
            }
            names.add(Definition.unquoted(name.group(1)));
        }
        return Optional.of(new PlainDml(names, where));
    }

    /** What the condition calls, as far as a word before a parenthesis is a function. */
    List<String> functions() {
        List<String> functions = new ArrayList<>();
        Matcher call = Pattern.compile("([\\p{L}_][\\p{L}\\d_]*)\\s*\\(").matcher(where.orElse(""));
        while (call.find()) {
            functions.add(call.group(1).toLowerCase(Locale.ROOT));
        }
        functions.removeAll(NO_FUNCTIONS);
        return functions;
    }
}
