package io.github.databasemigration.engine.check.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PlainStatementTest {
    private static final List<String> TYPES = List.of(
            "SMALLINT",
            "INT",
            "integer",
            "BIGINT",
            "serial",
            "BIGSERIAL",
            "NUMERIC",
            "NUMERIC(8)",
            "numeric(12, 2)",
            "NUMERIC(3,0)",
            "BOOLEAN",
            "TEXT",
            "VARCHAR",
            "VARCHAR(20)",
            "varchar ( 9999 )",
            "UUID",
            "JSONB",
            "BYTEA",
            "DATE",
            "TIMESTAMPTZ");
    private static final List<String> CONSTRAINTS = List.of(
            "",
            "",
            " NOT NULL",
            " PRIMARY KEY",
            " UNIQUE",
            " not null unique",
            " PRIMARY KEY NOT NULL",
            " UNIQUE UNIQUE");
    private static final List<String> NAMES = List.of("t", "Orders", "customer_2", "_x", "shop . T1", "public.applied");
    private static final List<String> COLUMNS = List.of("a", "Id", "total_3", "_b");

    /** Of these some are of another kind, and most are not of the language. */
    private static final List<String> OTHER = List.of(
            "CREATE TABLE t ()",
            "CREATE TABLE t (a INT DEFAULT 1)",
            "CREATE TABLE t (a INT REFERENCES b)",
            "CREATE TABLE t (a INT CHECK (a > 0))",
            "CREATE TABLE t (a INT, PRIMARY KEY (a))",
            "CREATE TABLE t (a INT, CONSTRAINT b UNIQUE (a))",
            "CREATE TABLE t (a INT NULL)",
            "CREATE TABLE t (a INT[])",
            "CREATE TABLE t (a TIMESTAMP WITH TIME ZONE)",
            "CREATE TABLE t (a INT) PARTITION BY RANGE (a)",
            "CREATE TABLE t (a INT) WITH (fillfactor = 10)",
            "CREATE TABLE t (a INT); DROP TABLE b",
            "CREATE TABLE t (LIKE b)",
            "CREATE TABLE t AS SELECT 1",
            "CREATE TABLE IF NOT EXISTS t (a INT)",
            "CREATE TEMPORARY TABLE t (a INT)",
            "CREATE UNLOGGED TABLE t (a INT)",
            "CREATE TABLE \"t\" (a INT)",
            "CREATE TABLE t$ (a INT)",
            "CREATE TABLE a.b.c (a INT)",
            "CREATE TABLE t (a INT) -- more",
            "CREATE TABLE t (a INT(3))",
            "CREATE TABLE t (a VARCHAR(99999))",
            "CREATE TABLE t (a INT,)",
            "CREATE TABLE t (a",
            "CREATE TABLE " + "x".repeat(64) + " (a INT)",
            "ALTER TABLE t ADD a INT",
            "ALTER TABLE ONLY t ADD COLUMN a INT",
            "ALTER TABLE IF EXISTS t ADD COLUMN a INT",
            "ALTER TABLE t ADD COLUMN IF NOT EXISTS a INT",
            "ALTER TABLE t ADD COLUMN a INT, ADD COLUMN b INT",
            "ALTER TABLE t ADD COLUMN a INT DEFAULT now()",
            "ALTER VIEW t ADD COLUMN a INT",
            "CREATE INDEX ON t (a)",
            "CREATE INDEX CONCURRENTLY i ON t (a)",
            "CREATE INDEX IF NOT EXISTS i ON t (a)",
            "CREATE INDEX i ON t (lower(a))",
            "CREATE INDEX i ON t (a DESC)",
            "CREATE INDEX i ON t USING gin (a)",
            "CREATE INDEX i ON t (a) WHERE a > 0",
            "CREATE INDEX s.i ON t (a)",
            "INSERT INTO t VALUES (00)",
            "INSERT INTO t DEFAULT VALUES",
            "INSERT INTO t (a.b) VALUES (0)",
            "DROP TABLE t",
            "",
            "CREATE");

    private final PostgresqlParser parser = new PostgresqlParser();
    private final Random random = new Random(17);

    @Test
    void isUnderstoodAsTheServersParserDoes() {
        for (String type : TYPES) {
            plain("CREATE TABLE t (a " + type + ")");
            plain("ALTER TABLE t ADD COLUMN a " + type);
        }
        for (int each = 0; each < 40; each++) {
            plain(any());
        }
    }

    @Test
    void whateverElseIsInAStatementIsLeftToTheServersParser() {
        assertThat(OTHER)
                .allSatisfy(sql -> assertThat(PlainStatement.read(sql)).as(sql).isEmpty());
    }

    @Test
    void noCharacterOrWordMoreOrLessMakesADifference() throws IOException {
        List<String> pieces =
                new ArrayList<>(List.of("(", ")", ",", ".", ";", "'", "\"", "$", "[]", "-", " ", "1", "a", "\n"));
        pieces.addAll(keywords().stream().map(word -> " " + word + " ").toList());
        for (int each = 0; each < 1500; each++) {
            StringBuilder sql = new StringBuilder(any());
            int place = random.nextInt(sql.length());
            agree(
                    random.nextInt(3) == 0
                            ? sql.deleteCharAt(place).toString()
                            : sql.insert(place, pieces.get(random.nextInt(pieces.size())))
                                    .toString());
        }
    }

    @Test
    void noKeywordIsTakenForANameThatTheServersParserDoesNotTakeForOne() throws IOException {
        List<String> keywords = keywords();
        assertThat(keywords)
                .contains("abort", "select", "user", "virtual", "zone")
                .hasSizeGreaterThan(450);
        for (String word : keywords) {
            agree("CREATE TABLE " + word + " (" + word + " INT, " + word + " TEXT)");
            agree("CREATE INDEX " + word + " ON " + word + " (" + word + ")");
            agree("ALTER TABLE " + word + " ADD COLUMN " + word + " DATE");
            agree("INSERT INTO " + word + "." + word + " (" + word + ") VALUES (0)");
        }
        plain("CREATE TABLE version (version INTEGER, name TEXT)");
    }

    /** As they stand in the parser itself. */
    private static List<String> keywords() throws IOException {
        try (InputStream in = PostgresqlParser.class.getResourceAsStream("libpg-query.wasm")) {
            String module = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            Matcher list = Pattern.compile("abort\0absent\0[a-z_\0]*\0zone\0").matcher(module);
            assertThat(list.find()).isTrue();
            return Arrays.asList(list.group().split("\0"));
        }
    }

    private String any() {
        return switch (random.nextInt(4)) {
            case 0 ->
                "CREATE TABLE " + of(NAMES) + " (" + column() + (random.nextBoolean() ? ", " + column() : "") + ")";
            case 1 -> "alter table " + of(NAMES) + "\n  ADD COLUMN " + column();
            case 2 ->
                "CREATE " + (random.nextBoolean() ? "UNIQUE " : "") + "INDEX i ON " + of(NAMES) + "(" + of(COLUMNS)
                        + ", " + of(COLUMNS) + ") ";
            default ->
                "INSERT INTO " + of(NAMES) + (random.nextBoolean() ? " (" + of(COLUMNS) + ")" : "") + " VALUES (0)";
        };
    }

    private String column() {
        return of(COLUMNS) + " " + of(TYPES) + of(CONSTRAINTS);
    }

    private String of(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    private void plain(String sql) {
        assertThat(PlainStatement.read(sql)).as(sql).isPresent();
        agree(sql);
    }

    /** What is left to the parser is what the parser says. */
    private void agree(String sql) {
        if (PlainStatement.read(sql).isPresent() || ConstantRows.read(sql).isPresent()) {
            assertThat(parser.parse(sql)).as(sql).isEqualTo(parser.parseWhole(sql));
        }
    }
}
