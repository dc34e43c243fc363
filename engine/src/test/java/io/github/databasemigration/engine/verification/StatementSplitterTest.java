package io.github.databasemigration.engine.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementSplitterTest {
    private static final List<String> PLATFORMS = List.of("postgresql", "mariadb", "sqlite", "h2");

    private static int count(String platform, String sql) {
        return StatementSplitter.split(sql, SqlSyntax.of(platform))
                .map(List::size)
                .orElse(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT 1;",
                ";; SELECT 1 ; ;\n",
                "-- a; b\nSELECT 1 /* c; d */ -- e;",
                "SELECT ';', 'it''s; so', \"a;b\", \"a\"\"; b\" FROM t;",
                "/* -- */ SELECT 1 -- /*",
                "SELECT '/*', '--;'; -- done; really",
                "SELECT `a;b` FROM t",
                "SELECT /**/ 1 /***/;",
            })
    void seesOneStatementOnEveryPlatform(String sql) {
        assertThat(PLATFORMS)
                .allSatisfy(platform -> assertThat(count(platform, sql)).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; DELETE FROM t",
                "SELECT 1 -- ;\n; SELECT 2;",
                "SELECT '' ; SELECT ''",
                "SELECT 1;/* between */SELECT 2",
                "SELECT 'a'';' ; SELECT 2",
            })
    void seesTwoStatementsOnEveryPlatform(String sql) {
        assertThat(PLATFORMS)
                .allSatisfy(platform -> assertThat(count(platform, sql)).isEqualTo(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n;", "-- nothing", "/* nothing; at all */;", "--"})
    void seesNoStatementInCommentsAlone(String sql) {
        assertThat(PLATFORMS)
                .allSatisfy(platform -> assertThat(count(platform, sql)).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 'a", "SELECT \"a", "SELECT 1 /* a", "SELECT 1 /*", "SELECT '", "SELECT 1 /*/"})
    void seesThatSomethingIsNotClosed(String sql) {
        assertThat(PLATFORMS)
                .allSatisfy(platform -> assertThat(count(platform, sql)).isEqualTo(-1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            postgresql | SELECT 'a\\'; SELECT 2          | 2
            mariadb    | SELECT 'a\\'; SELECT 2'         | 1
            mariadb    | SELECT "a\\"; SELECT 2"         | 1
            mariadb    | SELECT `a\\`; SELECT 2          | 2
            sqlite     | SELECT 'a\\'; SELECT 2          | 2
            postgresql | SELECT E'a\\'; SELECT 2'        | 1
            postgresql | SELECT e'a\\'; SELECT 2'        | 1
            postgresql | SELECT date'a\\'; SELECT 2      | 2
            postgresql | SELECT $$a; b$$                 | 1
            postgresql | SELECT $é1$a; $$ b$é1$          | 1
            postgresql | SELECT $a$ $b$; $b$             | -1
            postgresql | SELECT a$b$; SELECT a$b$        | 2
            postgresql | SELECT $1; SELECT $2            | 2
            h2         | SELECT $$a; b$$                 | 1
            mariadb    | SELECT a$$; SELECT b$$          | 2
            postgresql | SELECT 1 /* /* ; */ ; */        | 1
            h2         | SELECT 1 /* /* ; */ ; */        | 1
            mariadb    | SELECT 1 /* /* ; */; SELECT 2   | 2
            sqlite     | SELECT 1 /* /* ; */; SELECT 2   | 2
            mariadb    | SELECT 1 # ; SELECT 2           | 1
            postgresql | SELECT 1 # 2; SELECT 2          | 2
            mariadb    | SELECT 5--1; SELECT 2           | 2
            postgresql | SELECT 5--1; SELECT 2           | 1
            sqlite     | SELECT [a;b] FROM t             | 1
            sqlite     | SELECT [a;b FROM t              | -1
            postgresql | SELECT x[1]; SELECT x[1         | 2
            """)
    void knowsWhatEachPlatformWritesItsOwnWay(String platform, String sql, int statements) {
        assertThat(count(platform, sql)).isEqualTo(statements);
    }

    @Test
    void givesTheStatementWithoutItsEnd() {
        assertThat(StatementSplitter.split("-- why\nSELECT ';';\n", SqlSyntax.of("h2")))
                .contains(List.of("-- why\nSELECT ';'"));
    }
}
