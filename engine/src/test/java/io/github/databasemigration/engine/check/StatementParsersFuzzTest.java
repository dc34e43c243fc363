package io.github.databasemigration.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.databasemigration.engine.check.model.StatementParser;
import io.github.databasemigration.engine.check.mysql.MysqlParser;
import io.github.databasemigration.engine.check.postgresql.PostgresqlParser;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whatever a statement is, the parsers of both kinds say the same of it twice. */
class StatementParsersFuzzTest {
    private static final List<StatementParser> PARSERS = List.of(new PostgresqlParser(), MysqlParser.of("mariadb"));

    @FuzzTest
    void sayTheSameTwice(byte[] data) {
        String sql = new String(data, StandardCharsets.UTF_8);
        for (StatementParser parser : PARSERS) {
            assertThat(parser.parse(sql)).isEqualTo(parser.parse(sql));
        }
    }
}
