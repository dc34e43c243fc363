package io.github.databasemigration.engine.check.mysql;

import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Token;

/**
 * Takes the sheath off executable comments: the server runs what is in them, and the grammars pass over it. Those for
 * later versions are taken off, too: a finding too many is better than one too few.
 */
final class ExecutableComments {
    private static final String SHEATH = "/\\*M?!\\d*";

    private ExecutableComments() {}

    /** The text as some server runs it; a string that looks like a comment stays as it is. */
    static String open(String sql, Grammar grammar) {
        if (!sql.contains("/*!") && !sql.contains("/*M!")) {
            return sql;
        }
        StringBuilder text = new StringBuilder();
        Lexer lexer = grammar.lexer(org.antlr.v4.runtime.CharStreams.fromString(sql));
        lexer.removeErrorListeners();
        for (Token token : lexer.getAllTokens()) {
            String each = token.getText();
            boolean executable = each.startsWith("/*!") || each.startsWith("/*M!");
            text.append(executable ? each.substring(0, each.length() - 2).replaceFirst(SHEATH, " ") + " " : each);
        }
        return text.toString();
    }
}
