package io.github.databasemigration.engine.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a script at the semicolons that end statements: not those in strings, quoted names and comments. */
final class StatementSplitter {
    private static final Pattern DOLLAR_TAG = Pattern.compile("\\$([\\p{L}_][\\p{L}\\p{N}_]*)?\\$");

    private final String sql;
    private final SqlSyntax syntax;
    private int at;

    private StatementSplitter(String sql, SqlSyntax syntax) {
        this.sql = sql;
        this.syntax = syntax;
    }

    /**
     * The statements without their semicolons, with the comments before them; nothing that holds only comments. Empty
     * where a string, name or comment is not closed.
     */
    static Optional<List<String>> split(String sql, SqlSyntax syntax) {
        return new StatementSplitter(sql, syntax).split();
    }

    private Optional<List<String>> split() {
        List<String> statements = new ArrayList<>();
        int start = 0;
        boolean content = false;
        while (at < sql.length()) {
            int from = at;
            boolean comment = skipComment();
            if (!comment && !skipQuoted()) {
                at++;
            }
            if (at > sql.length()) {
                return Optional.empty();
            }
            if (!comment && sql.charAt(from) == ';') {
                if (content) {
                    statements.add(sql.substring(start, from));
                }
                start = at;
                content = false;
            } else {
                content |= !comment && !Character.isWhitespace(sql.charAt(from));
            }
        }
        if (content) {
            statements.add(sql.substring(start));
        }
        return Optional.of(statements);
    }

    private boolean skipComment() {
        if (lineComment()) {
            int end = sql.indexOf('\n', at);
            at = end < 0 ? sql.length() : end + 1;
            return true;
        }
        if (!sql.startsWith("/*", at)) {
            return false;
        }
        int depth = 0;
        do {
            if (sql.startsWith("/*", at) && (depth == 0 || syntax.nestedComments())) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at <= sql.length());
        return true;
    }

    private boolean lineComment() {
        if (syntax.hashComments()) {
            boolean dashes = sql.startsWith("--", at);
            return here('#') || dashes && (at + 2 == sql.length() || sql.charAt(at + 2) <= ' ');
        }
        return sql.startsWith("--", at);
    }

    private boolean skipQuoted() {
        char c = sql.charAt(at);
        if (c == '\'') {
            skipTo('\'', syntax.backslashes() || syntax.escapeStrings() && afterE());
        } else if (c == '"' || c == '`') {
            skipTo(c, syntax.backslashes() && c == '"');
        } else if (c == '[' && syntax.brackets()) {
            skipPast("]");
        } else {
            return syntax.dollarQuotes() && skipDollarQuoted();
        }
        return true;
    }

    /** A doubled quote ends the string and begins the next, which comes to the same. */
    private void skipTo(char quote, boolean escapes) {
        at++;
        while (at < sql.length() && !here(quote)) {
            at += escapes && here('\\') ? 2 : 1;
        }
        at++;
    }

    private void skipPast(String end) {
        int found = sql.indexOf(end, at + end.length());
        at = found < 0 ? sql.length() + 1 : found + end.length();
    }

    private boolean skipDollarQuoted() {
        Matcher tag = DOLLAR_TAG.matcher(sql).region(at, sql.length());
        if (partOfName(at - 1) || !tag.lookingAt()) {
            return false;
        }
        skipPast(tag.group());
        return true;
    }

    private boolean afterE() {
        return at > 0 && Character.toUpperCase(sql.charAt(at - 1)) == 'E' && !partOfName(at - 2);
    }

    private boolean partOfName(int index) {
        return index >= 0 && (Character.isLetterOrDigit(sql.charAt(index)) || "_$".indexOf(sql.charAt(index)) >= 0);
    }

    private boolean here(char c) {
        return at < sql.length() && sql.charAt(at) == c;
    }
}
