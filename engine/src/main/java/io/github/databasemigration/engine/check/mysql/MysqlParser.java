package io.github.databasemigration.engine.check.mysql;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Statement;
import io.github.databasemigration.engine.check.model.StatementParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;

/** Understands MySQL or MariaDB. */
public final class MysqlParser implements StatementParser {
    private final Grammar grammar;

    private MysqlParser(Grammar grammar) {
        this.grammar = grammar;
    }

    /** For a platform, {@code mysql} or {@code mariadb}. */
    public static MysqlParser of(String platform) {
        return new MysqlParser(platform.equals("mysql") ? Grammar.MYSQL : Grammar.MARIADB);
    }

    @Override
    public Statement parse(String sql) {
        try {
            List<String> errors = new ArrayList<>();
            Tree root = root(ExecutableComments.open(sql, grammar), errors);
            return errors.isEmpty()
                    ? new Statement(sql, actions(root), Set.of(), List.of(), Optional.empty())
                    : Statement.notUnderstood(sql, "the grammar says: " + errors.get(0));
        } catch (RuntimeException | StackOverflowError e) {
            return Statement.notUnderstood(
                    sql, "the parser gave up (" + e.getClass().getSimpleName() + ")");
        }
    }

    private Tree root(String sql, List<String> errors) {
        BaseErrorListener listener = new BaseErrorListener() {
            @Override
            public void syntaxError(
                    Recognizer<?, ?> recognizer,
                    Object symbol,
                    int line,
                    int column,
                    String message,
                    RecognitionException e) {
                // It lists every token that it would have liked instead.
                errors.add(message.replaceFirst("(?s) expecting .*", ""));
            }
        };
        Lexer lexer = grammar.lexer(CharStreams.fromString(sql));
        lexer.removeErrorListeners();
        lexer.addErrorListener(listener);
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        Parser parser = grammar.parser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(listener);
        Tree root = new Tree(grammar.root(parser));
        // What its lexer cannot read it lays aside in silence.
        tokens.getTokens().stream()
                .filter(token -> "ERRORCHANNEL".equals(lexer.getChannelNames()[token.getChannel()]))
                .forEach(token -> errors.add("cannot read " + token.getText()));
        return root;
    }

    private static List<Action> actions(Tree root) {
        List<Action> actions = new ArrayList<>();
        for (Tree statement : root.all("SqlStatement")) {
            actions.addAll(Actions.read(statement));
        }
        return actions;
    }
}
