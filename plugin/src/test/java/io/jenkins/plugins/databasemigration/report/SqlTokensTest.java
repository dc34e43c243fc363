package io.jenkins.plugins.databasemigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Colours help to read SQL, and leave nothing of it out. */
class SqlTokensTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '^', delimiter = '|', textBlock = """
            create TABLE t (id INT)    | [create] TABLE t (id INT)   | keyword
            SELECT 'it''s -- here', 1  | 's -- here'                 | text
            DO $$ DROP TABLE t $$      | $$ DROP TABLE t $$          | text
            SELECT 1.5 + x2            | 1.5                         | number
            DROP TABLE t -- 'for good' | -- 'for good'               | comment
            SELECT /* one 'a */ 1      | /* one 'a */                | comment
            SELECT "select" FROM t     | "select" | plain
            SELECT a-b                 | a-b | plain
            """)
    void aPieceHasItsColour(String sql, String piece, String kind) {
        String wanted = piece.startsWith("[") ? piece.substring(1, piece.indexOf(']')) : piece;

        assertThat(SqlTokens.of(sql))
                .anyMatch(token -> token.kind().equals(kind) && token.text().contains(wanted));
        assertThat(text(SqlTokens.of(sql))).isEqualTo(sql);
    }

    @Test
    void nothingIsLeftOutWhateverItIs() {
        Random random = new Random(7);
        String alphabet = "aS1.'\"`$-/*\n ;,é\\\u0000";
        for (int i = 0; i < 20_000; i++) {
            String sql = random.ints(random.nextInt(30), 0, alphabet.length())
                    .mapToObj(at -> alphabet.substring(at, at + 1))
                    .collect(Collectors.joining());
            assertThat(text(SqlTokens.of(sql))).isEqualTo(sql);
        }
    }

    @Test
    void aStatementOfManyPiecesIsNoTrouble() {
        String sql = "INSERT INTO t VALUES " + "('x', 1), ".repeat(200_000) + "('" + "y".repeat(1_000_000) + "', 2)";

        assertThat(text(SqlTokens.of(sql))).isEqualTo(sql);
    }

    private static String text(List<SqlTokens.Token> tokens) {
        return tokens.stream().map(SqlTokens.Token::text).collect(Collectors.joining());
    }
}
