package io.github.databasemigration.engine.configuration;

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
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes an environment out of layers, with every default. */
final class EnvironmentAssembly {
    /** Reading a backup through finds a truncated one and needs neither rights nor room on the server; restoring does. */
    private static final Verification VERIFICATION = Verification.READABLE;

    private static final String BACKUP_FOLDER = ".database-migration/backups";
    private static final int KEEP = 5;
    private static final Duration KEEP_FOR = Duration.ofDays(7);

    /** Long enough to get between two transactions, short enough for the application that queues behind. */
    private static final Duration LOCK = Duration.ofSeconds(5);

    /** Longer than most transactions, and than most people want to look at a pipeline that does nothing. */
    private static final Duration RETRYING = Duration.ofMinutes(5);

    private static final Duration WAITING = Duration.ofMinutes(10);

    /** Up to here most servers read or write a table in less than a second. */
    private static final int LARGE_ROWS = 100_000;

    private final Layers layers;

    EnvironmentAssembly(Layers layers) {
        this.layers = layers;
    }

    /** Reports what contradicts itself or is missing in the layers together. */
    void check(String path, Place place, Mistakes mistakes) {
        if (!layers.mention(EnvironmentFields.URL)) {
            Field<String> url = EnvironmentFields.URL;
            mistakes.add(place, LayerReader.join(path, url.name()), url.kind().expected(), "nothing");
        }
        boolean restoring = layers.get(EnvironmentFields.ON_FAILURE)
                .filter(FailurePolicy.RESTORE::equals)
                .isPresent();
        if (restoring && !backupEnabled()) {
            mistakes.add(
                    layers.place(EnvironmentFields.ON_FAILURE).orElseThrow(),
                    LayerReader.join(path, EnvironmentFields.ON_FAILURE.name()),
                    "stop, because no backup is taken",
                    "restore");
        }
        new FleetAssembly(layers).check(path, place, mistakes);
    }

    Environment assemble(String name) {
        return new Environment(
                name,
                layers.get(EnvironmentFields.URL).orElseThrow(),
                credentials(),
                backup(),
                layers.get(EnvironmentFields.APPROVAL).orElse(false),
                layers.get(EnvironmentFields.TRANSACTION).orElse(TransactionMode.EACH),
                layers.get(EnvironmentFields.ON_FAILURE).orElse(FailurePolicy.STOP),
                timeouts(),
                checks(),
                phases(),
                layers.get(EnvironmentFields.DRIFT).orElse(DriftPolicy.WARN),
                rehearsal(),
                new UndoPolicy(
                        layers.get(EnvironmentFields.UNDO_KEEP).orElse(Keep.NONE),
                        layers.get(EnvironmentFields.UNDO_KEEP_ROWS).orElse(100_000),
                        layers.get(EnvironmentFields.UNDO_KEEP_FOR).orElse(Duration.ofDays(30))),
                layers.merged(EnvironmentFields.PROGRAMS),
                new FleetAssembly(layers).assemble(),
                Optional.empty());
    }

    private RehearsalPolicy rehearsal() {
        boolean down = layers.get(EnvironmentFields.REHEARSAL_DOWN).orElse(false);
        return new RehearsalPolicy(
                down || layers.get(EnvironmentFields.REHEARSAL_REQUIRED).orElse(false),
                down,
                layers.get(EnvironmentFields.REHEARSAL_URL));
    }

    private CredentialsSource credentials() {
        return new CredentialsSource(
                layers.get(EnvironmentFields.CREDENTIALS_ID),
                layers.get(EnvironmentFields.USER, EnvironmentFields.USER_VARIABLE),
                layers.get(EnvironmentFields.USER_VARIABLE, EnvironmentFields.USER),
                layers.get(EnvironmentFields.PASSWORD_VARIABLE, EnvironmentFields.PASSWORD_FILE),
                layers.get(EnvironmentFields.PASSWORD_FILE, EnvironmentFields.PASSWORD_VARIABLE));
    }

    private BackupPolicy backup() {
        return new BackupPolicy(
                backupEnabled(),
                layers.get(EnvironmentFields.BACKUP_FOLDER).orElse(BACKUP_FOLDER),
                layers.get(EnvironmentFields.BACKUP_VERIFICATION).orElse(VERIFICATION),
                layers.get(EnvironmentFields.BACKUP_KEEP).orElse(KEEP),
                layers.get(EnvironmentFields.BACKUP_KEEP_FOR).orElse(KEEP_FOR));
    }

    private boolean backupEnabled() {
        return layers.get(EnvironmentFields.BACKUP, EnvironmentFields.BACKUP_ENABLED)
                .or(() -> layers.get(EnvironmentFields.BACKUP_ENABLED, EnvironmentFields.BACKUP))
                .orElse(true);
    }

    private ChecksPolicy checks() {
        return new ChecksPolicy(
                layers.get(EnvironmentFields.CHECKS_FAIL).orElse(Optional.empty()),
                layers.get(EnvironmentFields.CHECKS_IGNORE).orElse(List.of()),
                layers.get(EnvironmentFields.CHECKS_ROWS).orElse(LARGE_ROWS));
    }

    private PhasePolicy phases() {
        return new PhasePolicy(
                layers.get(EnvironmentFields.PHASE_EXPAND).orElse("expand"),
                layers.get(EnvironmentFields.PHASE_CONTRACT).orElse("contract"),
                layers.get(
                        EnvironmentFields.EVIDENCE_QUERY,
                        EnvironmentFields.EVIDENCE,
                        EnvironmentFields.EVIDENCE_COMMAND),
                layers.get(
                                EnvironmentFields.EVIDENCE_COMMAND,
                                EnvironmentFields.EVIDENCE,
                                EnvironmentFields.EVIDENCE_QUERY)
                        .orElse(List.of()),
                layers.get(
                                EnvironmentFields.EVIDENCE,
                                EnvironmentFields.EVIDENCE_QUERY,
                                EnvironmentFields.EVIDENCE_COMMAND)
                        .orElse(false));
    }

    private Timeouts timeouts() {
        return new Timeouts(
                layers.get(EnvironmentFields.LOCK).orElse(LOCK),
                layers.get(EnvironmentFields.RETRYING).orElse(RETRYING),
                layers.get(EnvironmentFields.STATEMENT).orElse(Duration.ZERO),
                layers.get(EnvironmentFields.WAITING).orElse(WAITING),
                layers.get(EnvironmentFields.TOTAL).orElse(Duration.ZERO));
    }
}
