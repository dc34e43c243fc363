package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.configuration.Configuration;
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
import io.github.databasemigration.engine.configuration.ToolSettings;
import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.plan.Severity;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A project with migrations and a database, as a test needs it. */
final class Project {
    final Path folder;
    final Tool tool;
    final Server server;
    final TestDatabase database;
    FailurePolicy onFailure = FailurePolicy.STOP;
    Optional<Severity> checksFail = Optional.empty();
    DriftPolicy drift = DriftPolicy.WARN;
    TransactionMode transaction = TransactionMode.EACH;
    Verification verification = Verification.READABLE;
    boolean backup = true;
    ToolSettings settings;
    Optional<String> verifyFolder = Optional.empty();
    boolean approvalRequired;
    Duration lock = Duration.ofSeconds(5);
    Duration retrying = Duration.ZERO;
    boolean rehearsalRequired;
    boolean downRequired;
    UndoPolicy undo = new UndoPolicy(Keep.NONE, 1000, Duration.ofDays(30));
    Optional<String> rehearsalUrl = Optional.empty();
    PhasePolicy phases = new PhasePolicy("expand", "contract", Optional.empty(), List.of(), false);
    Duration total = Duration.ZERO;
    String backupFolder = ".database-migration/backups";
    Map<String, String> programs = Map.of();
    Cancellation cancellation = new Cancellation();

    Project(Path folder, Tool tool, Server server) {
        this(folder, tool, server, server.create(folder));
    }

    Project(Path folder, Tool tool, Server server, TestDatabase database) {
        this.folder = folder;
        this.tool = tool;
        this.settings = tool.settings();
        this.server = server;
        this.database = database;
    }

    Project good(int from, int to) {
        for (int version = from; version <= to; version++) {
            tool.writeGood(folder, version);
        }
        return this;
    }

    Project bad(int version) {
        tool.writeBad(folder, version);
        return this;
    }

    Order order() {
        Environment environment = new Environment(
                "test",
                database.jdbcUrl(),
                new CredentialsSource(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                new BackupPolicy(backup, backupFolder, verification, 5, Duration.ZERO),
                approvalRequired,
                transaction,
                onFailure,
                new Timeouts(lock, retrying, Duration.ZERO, Duration.ofSeconds(60), total),
                new ChecksPolicy(checksFail, List.of(), 100_000),
                phases,
                drift,
                new RehearsalPolicy(rehearsalRequired || downRequired, downRequired, rehearsalUrl),
                undo,
                programs,
                Optional.empty(),
                Optional.empty());
        return TestOrder.of(
                new Configuration(folder, settings, verifyFolder, Map.of("test", environment)),
                environment,
                database,
                cancellation);
    }

    Report migrate() {
        return Migrate.run(order(), Migrate.Options.NONE, RunListener.NONE);
    }

    /** Whether the table of a migration is there. */
    boolean has(int version) {
        try {
            database.query("SELECT COUNT(*) FROM t" + version);
            return true;
        } catch (IllegalStateException missing) {
            return false;
        }
    }
}
