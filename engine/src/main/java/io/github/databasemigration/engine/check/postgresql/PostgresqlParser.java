package io.github.databasemigration.engine.check.postgresql;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Statement;
import io.github.databasemigration.engine.check.model.StatementParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Understands PostgreSQL by its own parser, which is loaded with the first statement that is not of the plainest. */
public final class PostgresqlParser implements StatementParser {
    /** NAMEDATALEN less one. */
    static final int LONGEST_NAME = 63;

    /** To ask for the tokens takes as long as to parse, so it is done only where a name may be too long. */
    private static final Pattern MAY_HOLD_LONG_NAME = Pattern.compile("[\\w$]{64}|[^\\x00-\\x7F]|\"(?:[^\"]|\"\"){64}");

    private final Map<String, Statement> shapes = new HashMap<>();
    private LibPgQuery parser;

    @Override
    public Statement parse(String sql) {
        return ConstantRows.read(sql).flatMap(rows -> ofItsShape(sql, rows)).orElseGet(() -> plainOrWhole(sql));
    }

    private Statement plainOrWhole(String sql) {
        return PlainStatement.read(sql)
                .map(action -> new Statement(sql, List.of(action), Set.of(), List.of(), Optional.empty()))
                .orElseGet(() -> parseWhole(sql));
    }

    /** What differs from statement to statement are constants, of which only the texts matter. */
    private Optional<Statement> ofItsShape(String sql, ConstantRows rows) {
        Statement shape = shapes.computeIfAbsent(rows.shape(), this::plainOrWhole);
        return shape.notUnderstood().isPresent()
                ? Optional.empty()
                : Optional.of(
                        new Statement(sql, shape.actions(), rows.literals(), shape.longNames(), Optional.empty()));
    }

    /** By PostgreSQL's parser, whatever it is. */
    Statement parseWhole(String sql) {
        if (sql.indexOf('\0') >= 0) {
            // To C that is the end of the text.
            return Statement.notUnderstood(sql, "it holds a character that PostgreSQL does not know");
        }
        try {
            if (parser == null) {
                parser = new LibPgQuery(PgQueryModule.quicker());
            }
            return understood(sql, parser.parse(sql));
        } catch (LibPgQuery.SyntaxError e) {
            return Statement.notUnderstood(sql, "PostgreSQL's parser says: " + e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            // What it was doing is half done in its memory; the next statement gets a new one.
            parser = null;
            return Statement.notUnderstood(
                    sql, "the parser gave up (" + e.getClass().getSimpleName() + ")");
        }
    }

    private Statement understood(String sql, JsonNode tree) {
        List<Action> actions = new ArrayList<>();
        Set<String> literals = new HashSet<>();
        tree.path("stmts").forEach(each -> {
            Node statement = Node.unwrap(each.path("stmt"));
            actions.addAll(Actions.read(statement));
            statement.visit(node -> {
                if (node.is("A_Const") && node.has("sval")) {
                    literals.add(node.plain("sval").text("sval"));
                }
            });
        });
        return new Statement(sql, actions, literals, longNames(sql), Optional.empty());
    }

    /** The parse tree has names already cut, so the tokens are asked. */
    private List<String> longNames(String sql) {
        if (!MAY_HOLD_LONG_NAME.matcher(sql).find()) {
            return List.of();
        }
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        List<String> names = new ArrayList<>();
        parser.scan(sql).path("tokens").forEach(token -> {
            int start = token.path("start").asInt();
            String written = new String(bytes, start, token.path("end").asInt() - start, StandardCharsets.UTF_8);
            if (token.path("tokenName").asText().equals("IDENT") && length(written) > LONGEST_NAME) {
                names.add(written);
            }
        });
        return names;
    }

    private static int length(String written) {
        String name = written.startsWith("\"")
                ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
                : written;
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
