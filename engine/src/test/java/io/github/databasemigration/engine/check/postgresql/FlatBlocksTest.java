package io.github.databasemigration.engine.check.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wasm.types.FunctionBody;
import com.dylibso.chicory.wasm.types.OpCode;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** PostgreSQL's parser says the same with its needless blocks and without. */
class FlatBlocksTest {
    private static final List<String> STATEMENTS = List.of(
            "CREATE TABLE a (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, b text COLLATE \"C\" DEFAULT 'x' NOT NULL,"
                    + " c numeric(10, 2)[] CHECK (c IS NOT NULL), UNIQUE (b) INCLUDE (c)) PARTITION BY RANGE (id)",
            "ALTER TABLE IF EXISTS ONLY a.b ADD COLUMN c int, DROP COLUMN d CASCADE, ALTER e TYPE text USING e::text",
            "CREATE UNIQUE INDEX CONCURRENTLY i ON t USING gin (lower(a) gin_trgm_ops, b DESC NULLS LAST) WHERE c > 1",
            "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 5), d AS (DELETE FROM t"
                    + " RETURNING *) INSERT INTO u SELECT * FROM r JOIN d USING (n) ON CONFLICT (n) DO UPDATE SET n = 2",
            "SELECT CASE WHEN a BETWEEN 1 AND 2 THEN b ELSE c END, count(*) FILTER (WHERE d) OVER (PARTITION BY e ORDER BY"
                    + " f ROWS 2 PRECEDING) FROM LATERAL (VALUES (1, 'a')) v (x, y) GROUP BY GROUPING SETS ((a), (b))",
            "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET a = 1 WHEN NOT MATCHED THEN DO NOTHING",
            "CREATE FUNCTION f(a int = 1) RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN RETURN NEW; END $body$",
            "CREATE FUNCTION g() RETURNS int LANGUAGE SQL BEGIN ATOMIC SELECT 1; SELECT 2; END",
            "CREATE TRIGGER t BEFORE UPDATE OF a ON b FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION f()",
            "DO $$ BEGIN PERFORM 1; END $$; COMMENT ON COLUMN a.b IS E'it\\'s'; GRANT SELECT (a) ON b TO PUBLIC",
            "SELECT json_object('a': 1 RETURNING jsonb), XMLELEMENT(NAME a), U&'d\\0061t', 0x1F, 1_000, 'a' 'b'",
            "SELEC 1",
            "SELECT 'no end",
            "CREATE TABLE (");

    @Test
    void makesTheSameTreesAndErrors() {
        LibPgQuery flat = new LibPgQuery(PgQueryModule.quicker());
        LibPgQuery asItIs = new LibPgQuery(PgQueryModule.asItIs());
        for (String sql : STATEMENTS) {
            assertThat(said(flat, sql)).as(sql).isEqualTo(said(asItIs, sql));
        }
    }

    private static String said(LibPgQuery parser, String sql) {
        try {
            return parser.parse(sql) + " " + parser.scan(sql);
        } catch (LibPgQuery.SyntaxError error) {
            return error.getMessage();
        }
    }

    @Test
    void leavesFewOfThem() {
        assertThat(blocks(FlatBlocks::of)).isPositive().isLessThan(blocks(function -> function) / 2);
    }

    private static long blocks(UnaryOperator<FunctionBody> change) {
        return Arrays.stream(PgQueryModule.asItIs().codeSection().functionBodies())
                .map(change)
                .flatMap(function -> function.instructions().stream())
                .filter(instruction -> instruction.opcode() == OpCode.BLOCK)
                .count();
    }
}
