package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairs of renderings before and after a restore, as PostgreSQL 15 gives them. */
class ExpressionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CHECK ((((a >= 1) AND (a <= 2)) AND (b > 0))) | CHECK (((a >= 1) AND (a <= 2) AND (b > 0)))",
                "((((a < 1) OR (a > 2)) OR (b IS NULL))) | (((a < 1) OR (a > 2) OR (b IS NULL)))",
                "(((((a)) OR (b)) OR (c)) OR (d)) | (((a)) OR (b) OR (c) OR (d))",
                "((v)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))"
                        + " | ((v)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))",
                "((ARRAY['a'::character varying(4), lower(v, 'x, y')])::public.\"My type\"[])"
                        + " | (ARRAY[('a'::character varying(4))::public.\"My type\","
                        + " (lower(v, 'x, y'))::public.\"My type\"])",
                "((ARRAY[(n + 1)])::numeric(10,2)[]) | (ARRAY[((n + 1))::numeric(10,2)])",
            })
    void bothRenderingsBecomeTheSecond(String before, String after) {
        assertThat(Expressions.canonical(before)).isEqualTo(after);
        assertThat(Expressions.canonical(after)).isEqualTo(after);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "((a AND b) OR (c AND d))",
                "((a OR b) AND c)",
                "f((a AND b)) AND g(c)",
                "OVER (PARTITION BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
                "'((a AND b) AND c)' \"((a AND b) AND c)\" E'\\'((a AND b) AND c)'",
                "(ARRAY[1, 2])::bigint",
                "(ARRAY[1, 2]), ((x))::text[]",
                "unbalanced ( here [ and ) there ] and ' too",
            })
    void allElseStaysAsItIs(String text) {
        assertThat(Expressions.canonical(text)).isEqualTo(text);
    }

    @Test
    void aLongStringIsNoTrouble() {
        String text = "('" + "x''".repeat(100_000) + "')";
        assertThat(Expressions.canonical(text)).isEqualTo(text);
    }
}
