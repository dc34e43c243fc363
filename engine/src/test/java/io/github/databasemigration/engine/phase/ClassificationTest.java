package io.github.databasemigration.engine.phase;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.check.Checks;
import io.github.databasemigration.engine.check.model.StatementParser;
import io.github.databasemigration.engine.configuration.Environment.PhasePolicy;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.Phase;
import io.github.databasemigration.engine.plan.PhaseOfMigration;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.tool.ScriptSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which phase a migration belongs to, by everything that may say so. */
class ClassificationTest {
    private static final StatementParser POSTGRESQL = Checks.parser("postgresql");
    private static final PhasePolicy POLICY = new PhasePolicy("expand", "later", Optional.empty(), List.of(), false);

    private static Phase phase(String file, String text, List<String> labels, String... statements) {
        PlannedMigration migration = new PlannedMigration(
                Optional.of("1"),
                "",
                "V1__a.sql",
                MigrationKind.VERSIONED,
                "",
                Optional.empty(),
                List.of(statements),
                Optional.empty(),
                true,
                List.of());
        Map<String, ScriptSource> sources = Map.of("V1__a.sql", new ScriptSource(file, text, labels, List.of()));
        List<PhaseOfMigration> found =
                new Classification(POLICY, sources, Optional.of(POSTGRESQL)).of(List.of(migration));
        return found.get(0).phase();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EXPAND   | CREATE TABLE t (id int)",
                "EXPAND   | ALTER TABLE t ADD COLUMN a int",
                "EXPAND   | ALTER TABLE t ADD COLUMN a int NOT NULL DEFAULT 1",
                "CONTRACT | ALTER TABLE t ADD COLUMN a int NOT NULL",
                "EXPAND   | CREATE INDEX ON t (a)",
                "CONTRACT | CREATE UNIQUE INDEX ON t (a)",
                "CONTRACT | ALTER TABLE t DROP COLUMN a",
                "CONTRACT | DROP TABLE t",
                "NEUTRAL  | DROP INDEX i",
                "CONTRACT | ALTER TABLE t RENAME COLUMN a TO b",
                "CONTRACT | ALTER TABLE t RENAME TO u",
                "NEUTRAL  | ALTER INDEX i RENAME TO j",
                "CONTRACT | ALTER TABLE t ALTER a SET NOT NULL",
                "EXPAND   | ALTER TABLE t ALTER a DROP NOT NULL",
                "CONTRACT | ALTER TABLE t ALTER a TYPE bigint",
                "CONTRACT | ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)",
                "NEUTRAL  | UPDATE t SET a = 1",
                "CONTRACT | this is no SQL"
            })
    void goesByWhatAStatementDoes(Phase expected, String sql) {
        assertThat(phase("V1__a.sql", sql, List.of(), sql)).isEqualTo(expected);
    }

    @Test
    void oneStatementThatContractsIsEnough() {
        assertThat(phase("V1__a.sql", "", List.of(), "CREATE TABLE u (id int)", "DROP TABLE t"))
                .isEqualTo(Phase.CONTRACT);
    }

    @Test
    void whatThePlanCreatedNobodyUsesYet() {
        assertThat(phase("V1__a.sql", "", List.of(), "CREATE TABLE t (id int)", "ALTER TABLE t ALTER id SET NOT NULL"))
                .isEqualTo(Phase.EXPAND);
    }

    @Test
    void commentGoesBeforeLabelBeforeFolderBeforeStatements() {
        String sql = "CREATE TABLE t (id int)";
        assertThat(phase("db/later/V1__a.sql", sql, List.of(), sql)).isEqualTo(Phase.CONTRACT);
        assertThat(phase("db/later/V1__a.sql", sql, List.of("expand"), sql)).isEqualTo(Phase.EXPAND);
        String comment = "-- database-migration:phase neutral\n";
        assertThat(phase("db/later/V1__a.sql", comment + sql, List.of("expand"), sql))
                .isEqualTo(Phase.NEUTRAL);
        assertThat(phase("db/contract/V1__a.sql", sql, List.of(), sql)).isEqualTo(Phase.EXPAND);
    }
}
