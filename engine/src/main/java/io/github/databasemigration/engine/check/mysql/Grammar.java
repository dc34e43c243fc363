package io.github.databasemigration.engine.check.mysql;

import io.debezium.ddl.parser.mariadb.generated.MariaDBLexer;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser;
import io.debezium.ddl.parser.mysql.generated.MySqlLexer;
import io.debezium.ddl.parser.mysql.generated.MySqlParser;
import java.util.function.Function;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;

/** The two grammars. They are siblings: what they have in common they call by the same names. */
enum Grammar {
    MARIADB(MariaDBLexer::new, MariaDBParser::new, parser -> ((MariaDBParser) parser).root()),
    MYSQL(MySqlLexer::new, MySqlParser::new, parser -> ((MySqlParser) parser).root());

    private final Function<CharStream, Lexer> lexers;
    private final Function<CommonTokenStream, Parser> parsers;
    private final Function<Parser, ParserRuleContext> root;

    Grammar(
            Function<CharStream, Lexer> lexers,
            Function<CommonTokenStream, Parser> parsers,
            Function<Parser, ParserRuleContext> root) {
        this.lexers = lexers;
        this.parsers = parsers;
        this.root = root;
    }

    Lexer lexer(CharStream text) {
        return lexers.apply(text);
    }

    Parser parser(CommonTokenStream tokens) {
        return parsers.apply(tokens);
    }

    ParserRuleContext root(Parser parser) {
        return root.apply(parser);
    }
}
