package io.github.databasemigration.engine.check.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConstantRowsTest {
    private static final List<String> CONSTANT = List.of(
            "INSERT INTO t VALUES (1)",
            "insert into shop.orders (id, customer_2, Note) values (1, 'Ada', null), (-2, 'O''Neil', TRUE)",
            "INSERT INTO t\n  (a)\r\nVALUES\n\t(0.25),\n\t('')  ",
            "INSERT INTO t VALUES ('semi;colon -- no comment /* nor this', 'ü \"quoted\" $1')",
            "INSERT INTO t VALUES (1), (2, 3)");

    private static final List<String> OTHER = List.of(
            "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING",
            "INSERT INTO t VALUES (1) RETURNING id",
            "INSERT INTO t VALUES (now())",
            "INSERT INTO t VALUES (DEFAULT)",
            "INSERT INTO t VALUES (1 + 1)",
            "INSERT INTO t VALUES (1e5)",
            "INSERT INTO t VALUES ('a' 'b')",
            "INSERT INTO t VALUES (E'a')",
            "INSERT INTO t VALUES ('a\\'')",
            "INSERT INTO t VALUES ('a'::text)",
            "INSERT INTO t VALUES (1); DROP TABLE t",
            "INSERT INTO t VALUES (1) -- more",
            "INSERT INTO t VALUES (/* a */ 1)",
            "INSERT INTO t VALUES (1,)",
            "INSERT INTO t VALUES (",
            "INSERT INTO t VALUES ('",
            "INSERT INTO t VALUES",
            "INSERT INTO t SELECT 1",
            "INSERT INTO \"t\" VALUES (1)",
            "INSERT INTO t AS x VALUES (1)",
            "INSERTINTO t VALUES (1)",
            "WITH x AS (DELETE FROM t) INSERT INTO t VALUES (1)");

    /** Not of the server's language, although they look alike. */
    private static final List<String> REFUSED = List.of(
            "INSERT INTO select VALUES (1)", "INSERT INTO t (from) VALUES (1)", "INSERT INTO t (a.b, c) VALUES (1)");

    private final PostgresqlParser parser = new PostgresqlParser();

    @Test
    void areUnderstoodAsTheServersParserDoes() {
        assertThat(CONSTANT)
                .allSatisfy(sql -> assertThat(ConstantRows.read(sql)).isPresent());
        assertThat(CONSTANT).allSatisfy(this::agree);
        assertThat(REFUSED).allSatisfy(this::agree);
    }

    @Test
    void whateverElseIsInAStatementIsLeftToTheServersParser() {
        assertThat(OTHER).allSatisfy(sql -> assertThat(ConstantRows.read(sql)).isEmpty());
    }

    @Test
    void noCharacterMoreOrLessMakesADifference() {
        Random random = new Random(17);
        String characters = "(),.;'\"$-\\ 1aN\n";
        List<String> mutants = IntStream.range(0, 300)
                .mapToObj(each -> {
                    StringBuilder sql = new StringBuilder(CONSTANT.get(random.nextInt(CONSTANT.size())));
                    int place = random.nextInt(sql.length());
                    return random.nextBoolean()
                            ? sql.deleteCharAt(place).toString()
                            : sql.insert(place, characters.charAt(random.nextInt(characters.length())))
                                    .toString();
                })
                .collect(Collectors.toList());
        assertThat(mutants).allSatisfy(this::agree);
    }

    private void agree(String sql) {
        assertThat(parser.parse(sql)).isEqualTo(parser.parseWhole(sql));
    }
}
