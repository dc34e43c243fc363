package io.github.databasemigration.engine.configuration;

import io.github.databasemigration.engine.configuration.Environment.DriftPolicy;
import io.github.databasemigration.engine.configuration.Environment.FailurePolicy;
import io.github.databasemigration.engine.configuration.Environment.Keep;
import io.github.databasemigration.engine.configuration.Environment.Verification;
import io.github.databasemigration.engine.plan.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The fields of an environment, and of {@code defaults}. */
final class EnvironmentFields {
    static final Field<String> URL = new Field<>("url", Kinds.url());

    static final Field<String> CREDENTIALS_ID =
            new Field<>("credentials.id", Kinds.discreet("the id of credentials in Jenkins", "\\S+"));
    static final Field<String> USER =
            new Field<>("credentials.user", Kinds.discreet("the name of a database user", "(?!.*\\$\\{)\\S(.*\\S)?"));
    static final Field<String> USER_VARIABLE = new Field<>("credentials.userVariable", variable());
    static final Field<String> PASSWORD_VARIABLE = new Field<>("credentials.passwordVariable", variable());
    static final Field<String> PASSWORD_FILE =
            new Field<>("credentials.passwordFile", Kinds.discreet("the path of a file", "\\S(.*\\S)?"));

    /** The short form {@code backup: none}. */
    static final Field<Boolean> BACKUP = new Field<>("backup", Kinds.choice("none, or fields", Map.of("none", false)));

    static final Field<Boolean> BACKUP_ENABLED = new Field<>("backup.enabled", Kinds.flag());
    static final Field<String> BACKUP_FOLDER = new Field<>("backup.folder", Kinds.text("the path of a folder"));
    static final Field<Verification> BACKUP_VERIFICATION = new Field<>(
            "backup.verification",
            Kinds.choice(
                    "checksum, readable or restore",
                    Map.of(
                            "checksum", Verification.CHECKSUM,
                            "readable", Verification.READABLE,
                            "restore", Verification.RESTORE)));
    static final Field<Integer> BACKUP_KEEP = new Field<>("backup.keep", Kinds.count());
    static final Field<Duration> BACKUP_KEEP_FOR = new Field<>("backup.keepFor", Kinds.duration());

    static final Field<Boolean> APPROVAL =
            new Field<>("approval", Kinds.choice("required or none", Map.of("required", true, "none", false)));
    static final Field<TransactionMode> TRANSACTION = new Field<>(
            "transaction",
            Kinds.choice("each or all", Map.of("each", TransactionMode.EACH, "all", TransactionMode.ALL)));
    static final Field<FailurePolicy> ON_FAILURE = new Field<>(
            "onFailure",
            Kinds.choice("stop or restore", Map.of("stop", FailurePolicy.STOP, "restore", FailurePolicy.RESTORE)));

    static final Field<Duration> LOCK = new Field<>("timeouts.lock", Kinds.serverDuration());
    static final Field<Duration> RETRYING = new Field<>("timeouts.retrying", Kinds.serverDuration());
    static final Field<Duration> STATEMENT = new Field<>("timeouts.statement", Kinds.serverDuration());
    static final Field<Duration> WAITING = new Field<>("timeouts.waiting", Kinds.duration());
    static final Field<Duration> TOTAL = new Field<>("timeouts.total", Kinds.duration());

    static final Field<Optional<Severity>> CHECKS_FAIL = new Field<>(
            "checks.fail",
            Kinds.choice(
                    "never, error or warning",
                    Map.of(
                            "never", Optional.empty(),
                            "error", Optional.of(Severity.ERROR),
                            "warning", Optional.of(Severity.WARNING))));
    static final Field<List<String>> CHECKS_IGNORE = new Field<>(
            "checks.ignore",
            new Kind.Many(
                    "ids of rules, such as PG-IDX-02",
                    Kinds.text(
                            "the id of a rule, such as PG-IDX-02", text -> text.matches("[A-Z]+(-[A-Z]+)?-[0-9]+"))));
    static final Field<Integer> CHECKS_ROWS = new Field<>("checks.rows", Kinds.positive());

    static final Field<String> PHASE_EXPAND =
            new Field<>("phases.expand", Kinds.text("the name of a folder or a label"));
    static final Field<String> PHASE_CONTRACT =
            new Field<>("phases.contract", Kinds.text("the name of a folder or a label"));
    static final Field<Boolean> EVIDENCE = new Field<>("phases.evidence", Kinds.choice("none", Map.of("none", true)));
    static final Field<String> EVIDENCE_QUERY =
            new Field<>("phases.evidenceQuery", Kinds.text("a query that returns no row when nobody is there"));
    static final Field<List<String>> EVIDENCE_COMMAND = new Field<>(
            "phases.evidenceCommand",
            new Kind.Many("a program and its arguments", Kinds.text("a program or an argument")));

    static final Field<DriftPolicy> DRIFT = new Field<>(
            "drift",
            Kinds.choice(
                    "ignore, warn or block",
                    Map.of("ignore", DriftPolicy.IGNORE, "warn", DriftPolicy.WARN, "block", DriftPolicy.BLOCK)));

    static final Field<Boolean> REHEARSAL_REQUIRED = new Field<>("rehearsal.required", Kinds.flag());
    static final Field<Boolean> REHEARSAL_DOWN =
            new Field<>("rehearsal.down", Kinds.choice("asked or required", Map.of("asked", false, "required", true)));
    static final Field<String> REHEARSAL_URL = new Field<>("rehearsal.url", Kinds.url());

    static final Field<Keep> UNDO_KEEP = new Field<>(
            "undo.keep",
            Kinds.choice(
                    "none, possible or required",
                    Map.of("none", Keep.NONE, "possible", Keep.POSSIBLE, "required", Keep.REQUIRED)));
    static final Field<Integer> UNDO_KEEP_ROWS = new Field<>("undo.keepRows", Kinds.positive());
    static final Field<Duration> UNDO_KEEP_FOR = new Field<>("undo.keepFor", Kinds.duration());

    static final Field<SortedMap<String, String>> PROGRAMS = new Field<>(
            "programs",
            new Kind.Named(
                    "paths by name of program",
                    Kinds.text("the path of a program"),
                    List.of("pg_dump", "pg_restore", "psql", "mariadb", "mariadb-dump", "mysql", "mysqldump")));

    static final Field<FleetPolicy.Of> TARGETS_OF = new Field<>(
            "targets.of",
            Kinds.choice(
                    "databases or schemas",
                    Map.of("databases", FleetPolicy.Of.DATABASES, "schemas", FleetPolicy.Of.SCHEMAS)));
    static final Field<List<String>> TARGETS_LIST = new Field<>(
            "targets.list", new Kind.Many(TargetName.EXPECTED, Kinds.name(TargetName.EXPECTED, TargetName::fits)));
    static final Field<String> TARGETS_QUERY =
            new Field<>("targets.query", Kinds.text("a query whose first column names the targets"));
    static final Field<String> TARGETS_URL = new Field<>("targets.url", Kinds.url());
    static final Field<String> TARGETS_FILE =
            new Field<>("targets.file", Kinds.text("the path of a file with a name in each line"));
    static final Field<List<String>> CANARY = new Field<>(
            "rollout.canary",
            new Kind.Many(
                    "a number of targets, or their names, or none",
                    Kinds.name("a number of targets, or their names, or none", TargetName::fits)));
    static final Field<Integer> WAVE = new Field<>("rollout.wave", Kinds.positive());
    static final Field<Integer> PARALLEL = new Field<>("rollout.parallel", Kinds.positive());
    static final Field<FleetPolicy.Failures> MAX_FAILURES = new Field<>("rollout.maxFailures", Kinds.failures());

    static final FieldTable TABLE = new FieldTable(
            List.of(
                    URL,
                    CREDENTIALS_ID,
                    USER,
                    USER_VARIABLE,
                    PASSWORD_VARIABLE,
                    PASSWORD_FILE,
                    BACKUP,
                    BACKUP_ENABLED,
                    BACKUP_FOLDER,
                    BACKUP_VERIFICATION,
                    BACKUP_KEEP,
                    BACKUP_KEEP_FOR,
                    APPROVAL,
                    TRANSACTION,
                    ON_FAILURE,
                    LOCK,
                    RETRYING,
                    STATEMENT,
                    WAITING,
                    TOTAL,
                    CHECKS_FAIL,
                    CHECKS_IGNORE,
                    CHECKS_ROWS,
                    PHASE_EXPAND,
                    PHASE_CONTRACT,
                    EVIDENCE,
                    EVIDENCE_QUERY,
                    EVIDENCE_COMMAND,
                    DRIFT,
                    REHEARSAL_REQUIRED,
                    REHEARSAL_DOWN,
                    REHEARSAL_URL,
                    UNDO_KEEP,
                    UNDO_KEEP_ROWS,
                    UNDO_KEEP_FOR,
                    TARGETS_OF,
                    TARGETS_LIST,
                    TARGETS_QUERY,
                    TARGETS_URL,
                    TARGETS_FILE,
                    CANARY,
                    WAVE,
                    PARALLEL,
                    MAX_FAILURES,
                    PROGRAMS),
            List.of(
                    List.of(USER, USER_VARIABLE),
                    List.of(PASSWORD_VARIABLE, PASSWORD_FILE),
                    List.of(BACKUP, BACKUP_ENABLED),
                    List.of(EVIDENCE, EVIDENCE_QUERY, EVIDENCE_COMMAND),
                    List.of(TARGETS_LIST, TARGETS_QUERY, TARGETS_FILE)));

    private EnvironmentFields() {}

    private static Kind.One<String> variable() {
        return Kinds.discreet("the name of an environment variable", "[A-Za-z_][A-Za-z0-9_]*");
    }
}
