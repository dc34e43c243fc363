package io.github.databasemigration.engine.check;

import io.github.databasemigration.engine.check.model.StatementParser;
import io.github.databasemigration.engine.configuration.Environment;
import io.github.databasemigration.engine.configuration.Environment.BackupPolicy;
import io.github.databasemigration.engine.configuration.Environment.ChecksPolicy;
import io.github.databasemigration.engine.configuration.Environment.CredentialsSource;
import io.github.databasemigration.engine.configuration.Environment.DriftPolicy;
import io.github.databasemigration.engine.configuration.Environment.FailurePolicy;
import io.github.databasemigration.engine.configuration.Environment.Keep;
import io.github.databasemigration.engine.configuration.Environment.PhasePolicy;
import io.github.databasemigration.engine.configuration.Environment.RehearsalPolicy;
import io.github.databasemigration.engine.configuration.Environment.Timeouts;
import io.github.databasemigration.engine.configuration.Environment.UndoPolicy;
import io.github.databasemigration.engine.configuration.Environment.Verification;
import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Migrations as the checks see them, with one parser for many plans. */
public final class Examined {
    private final Database database;
    private final StatementParser parser;
    private final Environment environment;

    public Examined(Database database, StatementParser parser, boolean timeouts, long largeRows) {
        this.database = database;
        this.parser = parser;
        Duration limit = timeouts ? Duration.ofSeconds(5) : Duration.ZERO;
        this.environment = new Environment(
                "test",
                "",
                new CredentialsSource(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                new BackupPolicy(false, "", Verification.CHECKSUM, 0, Duration.ZERO),
                false,
                TransactionMode.EACH,
                FailurePolicy.STOP,
                new Timeouts(limit, limit, limit, Duration.ZERO, Duration.ZERO),
                new ChecksPolicy(Optional.empty(), List.of(), largeRows),
                new PhasePolicy("expand", "contract", Optional.empty(), List.of(), true),
                DriftPolicy.IGNORE,
                new RehearsalPolicy(false, false, Optional.empty()),
                new UndoPolicy(Keep.NONE, 1, Duration.ZERO),
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    public static StatementParser parser(String platform) {
        return Checks.parser(platform);
    }

    /** What the checks say about one migration after another. */
    public List<Finding> findings(boolean transactional, List<List<String>> migrations) {
        List<PlannedMigration> planned = new ArrayList<>();
        for (List<String> statements : migrations) {
            planned.add(new PlannedMigration(
                    Optional.of("" + planned.size()),
                    "",
                    "V" + planned.size() + "__case.sql",
                    MigrationKind.VERSIONED,
                    "",
                    Optional.empty(),
                    statements,
                    Optional.empty(),
                    transactional,
                    List.of()));
        }
        Plan plan = new Plan(
                Plan.FORMAT,
                "test",
                "flyway",
                "",
                database.target(),
                Optional.empty(),
                Optional.empty(),
                "",
                new TreeMap<>(),
                List.of(),
                planned);
        return new Checks(database, environment, Map.of()).of(plan, parser);
    }
}
