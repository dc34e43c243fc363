package io.github.databasemigration.engine.check.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.AddColumn;
import io.github.databasemigration.engine.check.model.Action.AddConstraint;
import io.github.databasemigration.engine.check.model.Action.ChangeRows;
import io.github.databasemigration.engine.check.model.Action.CreateIndex;
import io.github.databasemigration.engine.check.model.Action.Other;
import io.github.databasemigration.engine.check.model.Column.Generated;
import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.model.Statement;
import io.github.databasemigration.engine.json.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresqlParserTest {
    private static final PostgresqlParser PARSER = new PostgresqlParser();

    static Stream<String> hardStatements() throws IOException {
        try (InputStream in = PostgresqlParserTest.class.getResourceAsStream("../postgresql.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
        }
    }

    @ParameterizedTest
    @MethodSource("hardStatements")
    void understands(String sql) {
        Statement statement = PARSER.parse(sql);

        assertThat(statement.notUnderstood()).isEmpty();
        assertThat(statement.actions()).isNotEmpty();
    }

    @Test
    void theModuleIsTheOneThatItsPageDescribes() throws IOException {
        try (InputStream module = LibPgQuery.class.getResourceAsStream("libpg-query.wasm");
                InputStream page = LibPgQuery.class.getResourceAsStream("libpg-query.md")) {
            assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("`" + Sha256.hex(module.readAllBytes()) + "`");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SELECT FROM WHERE", "ALTER TABLE t ADD COLUMN", "CREATE TABLE t (a int", "DROP TABLE 't'", "\0"
            })
    void saysWhatItDoesNotUnderstandAndGoesOn(String wrong) {
        assertThat(PARSER.parse(wrong).notUnderstood()).isPresent();
        assertThat(PARSER.parse("DROP TABLE t").actions()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN DROP TABLE t; END $$",
                "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN DELETE FROM t; END'",
                "CREATE FUNCTION f() RETURNS void LANGUAGE SQL BEGIN ATOMIC DELETE FROM t; END",
                "SELECT 'DROP TABLE t' -- DROP TABLE t",
                "COMMENT ON TABLE t IS 'TRUNCATE t'"
            })
    void findsNothingInBodiesStringsAndComments(String sql) {
        assertThat(PARSER.parse(sql).actions())
                .allMatch(action -> action instanceof Other || action instanceof Action.Define);
    }

    @Test
    void readsAnIndex() {
        assertThat(only("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"I\" ON S.T (a, lower(b)) WHERE c"))
                .isEqualTo(new CreateIndex(
                        Optional.of("I"), new Name(Optional.of("s"), "t"), List.of("a", ""), true, true, true, true));
    }

    @Test
    void readsAConstraint() {
        AddConstraint add = (AddConstraint) only("ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID");

        assertThat(add.constraint())
                .isEqualTo(new Constraint(
                        Constraint.Kind.CHECK,
                        Optional.of("c"),
                        List.of(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("a")));
    }

    @Test
    void readsAColumn() {
        AddColumn add = (AddColumn) only("ALTER TABLE t ADD a bigserial REFERENCES r CHECK (a > 0)");

        assertThat(add.column().type().name()).isEqualTo("int8");
        assertThat(add.column().counted()).isTrue();
        assertThat(add.column().notNull()).isTrue();
        assertThat(add.column().generated()).isEqualTo(Generated.NO);
        assertThat(add.column().constraints())
                .extracting(Constraint::kind)
                .containsExactly(Constraint.Kind.FOREIGN_KEY, Constraint.Kind.CHECK);
    }

    @Test
    void findsChangesOfRowsInsideAQuery() {
        assertThat(PARSER.parse("WITH gone AS (DELETE FROM t RETURNING *) INSERT INTO u SELECT * FROM gone")
                        .actions(ChangeRows.class))
                .extracting(change -> change.table().object())
                .containsExactlyInAnyOrder("t", "u");
    }

    @Test
    void findsNamesThatTheServerCutsOff() {
        String name = "ü".repeat(32);

        assertThat(PARSER.parse("CREATE TABLE \"" + name + "\" (a int)").longNames())
                .hasSize(1);
        assertThat(PARSER.parse("CREATE TABLE " + "x".repeat(63) + " (a int)").longNames())
                .isEmpty();
        assertThat(PARSER.parse("SELECT '" + "x".repeat(64) + "'").longNames()).isEmpty();
    }

    private static Action only(String sql) {
        List<Action> actions = PARSER.parse(sql).actions();
        assertThat(actions).hasSize(1);
        return actions.get(0);
    }
}
