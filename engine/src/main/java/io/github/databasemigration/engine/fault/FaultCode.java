package io.github.databasemigration.engine.fault;

/**
 * Every way in which the engine can end without having done what was asked.
 *
 * <p>The number is the exit status of the command. Its decade tells an operator, before reading any text, what
 * happened to the database:
 *
 * <ul>
 *   <li>1–9: the call itself was wrong, or the engine is;
 *   <li>10–59: refused; nothing was attempted, the database is as it was;
 *   <li>60–69: attempted and failed; the database is as it was;
 *   <li>70–79: attempted and failed; the database was restored from the backup taken before;
 *   <li>80–89: attempted and failed; the database needs a person, and the report says exactly what for.
 * </ul>
 *
 * <p>Numbers are part of the published contract: never reuse one.
 */
public enum FaultCode {
    /** A defect of this program. */
    INTERNAL(1),
    /** The command line could not be understood. */
    USAGE(2),

    /** database-migration.yml has mistakes, or contradicts itself. */
    CONFIGURATION_INVALID(10),
    /** The environment that was asked for is not declared. */
    ENVIRONMENT_UNKNOWN(11),
    /** A folder or file of migrations, or alembic.ini, does not exist. */
    LOCATION_MISSING(12),
    /** The migration folders hold no migration at all. */
    LOCATION_EMPTY(13),
    /** Two migrations claim the same version. */
    VERSION_DUPLICATE(14),
    /** A migration that was applied has other content now. */
    APPLIED_MIGRATION_CHANGED(15),
    /** A migration that was applied is not among the files any more. */
    APPLIED_MIGRATION_MISSING(16),
    /** The named environment variable or file holds no password. */
    CREDENTIAL_MISSING(17),
    /** The server refused user or password. */
    LOGIN_REFUSED(18),
    /** No server answers at the address. */
    SERVER_UNREACHABLE(19),
    /** The server has no such database. */
    DATABASE_MISSING(20),
    /** The user, the file or the server does not allow changes. */
    READ_ONLY(21),
    /** The database has objects but no history, and no baseline was declared. */
    BASELINE_REQUIRED(22),
    /** Alembic has several heads and the target does not say which. */
    SEVERAL_HEADS(23),
    /** Python, Alembic or another program the migration needs is not there. */
    TOOL_MISSING(24),
    /** The migration tool itself failed before anything was applied (env.py, requirements, ini). */
    TOOL_FAILED(25),
    /** A script is not in the declared encoding, or cannot be parsed. */
    SCRIPT_UNREADABLE(26),
    /** What would run now is not what was approved. */
    PLAN_CHANGED(27),
    /** The environment demands an approved digest and none was given. */
    APPROVAL_MISSING(28),
    /** Somebody else is migrating this database, and did not finish in time. */
    LOCKED(29),
    /** pg_dump, mariadb-dump or another backup program is not there. */
    BACKUP_TOOL_MISSING(30),
    /** The backup program is older than the server. */
    BACKUP_TOOL_TOO_OLD(31),
    /** The backup could not be taken. */
    BACKUP_FAILED(32),
    /** The backup does not hold what its manifest says. */
    BACKUP_INVALID(33),
    /** No room on the disk. */
    DISK_FULL(34),
    /** An earlier run ended half-way; somebody has to choose how to go on. */
    INTERRUPTED_RUN(35),
    /** The name of the database was not confirmed. */
    NOT_CONFIRMED(36),
    /** The awaited version did not appear in time. */
    AWAIT_TIMED_OUT(37),
    /** A pending migration is older than the newest applied one. */
    OUT_OF_ORDER(38),
    /** This platform, server version or tool cannot do that. */
    UNSUPPORTED(39),
    /** No migration has the version that was asked for. */
    TARGET_UNKNOWN(40),
    /** Neither Flyway nor Alembic could be recognised in the project. */
    TOOL_UNDETECTED(41),
    /** The migration tool, or a backup, belongs to another database than the one named. */
    WRONG_DATABASE(42),
    /** No backup, run or manifest at the place that was named. */
    BACKUP_MISSING(43),
    /** A file of the run (journal, plan, report) could not be written or read. */
    FILE_FAILED(44),
    /** The history table contradicts the migrations in some other way. */
    HISTORY_INVALID(45),
    /** Stopped by a signal or the time limit before anything was attempted. */
    CANCELLED(46),
    /** The verification found the database not as it should be; nothing had been migrated in this run. */
    VERIFICATION_FAILED(47),
    /** The key of a packed backup is none, or not the one that opens it. */
    BACKUP_KEY_INVALID(48),
    /** The checks found something in the plan that the environment's policy does not let run. */
    CHECKS_FAILED(49),
    /** The schema is not, or not known to be, as the last run left it, and the environment's policy lets nothing run. */
    DRIFTED(50),
    /** The plan failed on a scratch copy of the database; the database itself was left alone. */
    REHEARSAL_FAILED(51),
    /** The project is in no Git repository, or the revision or its common ancestor with this one is not there. */
    REVISION_UNKNOWN(52),
    /** The old version of the application is not known to be gone, and the migration takes away what it needs. */
    STILL_IN_USE(53),
    /** The database is not at the version from which it was to be put back: somebody has migrated it since. */
    NOT_AT_VERSION(54),
    /** To put the database back would lose more rows than allowed. */
    ROWS_WOULD_BE_LOST(55),
    /** The targets of a fleet that go first have not been migrated by the plan whose other targets are to follow. */
    CANARY_MISSING(56),

    /** A migration failed; the database rolled it back. */
    MIGRATION_FAILED_UNCHANGED(60),
    /** Stopped by a signal or the time limit; the database rolled back. */
    CANCELLED_UNCHANGED(61),
    /** The restore failed beside the live database, which was not touched. */
    RESTORE_FAILED_UNCHANGED(62),
    /** A migration did not get a lock in time, however often it was tried; the database rolled it back. */
    LOCK_TIMED_OUT_UNCHANGED(63),

    /** A migration failed; the backup was restored. */
    MIGRATION_FAILED_RESTORED(70),
    /** Stopped by a signal or the time limit; the backup was restored. */
    CANCELLED_RESTORED(71),
    /** The migrated database failed its verification; the backup was restored. */
    VERIFICATION_FAILED_RESTORED(72),

    /** A migration failed and part of the work stays. */
    MIGRATION_FAILED_PARTIAL(80),
    /** Stopped by a signal or the time limit, and part of the work stays. */
    CANCELLED_PARTIAL(81),
    /** The migrations are applied, and the verification failed. */
    VERIFICATION_FAILED_MIGRATED(82),
    /** The restore failed in the live database. */
    RESTORE_FAILED_PARTIAL(83),
    /** The connection was lost and the state could not be read. */
    STATE_UNKNOWN(84),
    /** A migration failed and left nothing; those before it are applied, so the database is at a known version. */
    MIGRATION_FAILED_AT_VERSION(85),
    /** Stopped by a signal or the time limit; the migrations before are applied, so the version is known. */
    CANCELLED_AT_VERSION(86),
    /** The run did what was asked, and its journal or report could not be written. */
    EVIDENCE_LOST(87),
    /** A migration did not get a lock in time and left nothing; those before it are applied. */
    LOCK_TIMED_OUT_AT_VERSION(88),
    /** Some targets of a fleet are migrated, and others are not; the report says which. */
    FLEET_INCOMPLETE(89);

    private final int exitStatus;

    FaultCode(int exitStatus) {
        this.exitStatus = exitStatus;
    }

    /** The exit status of a command that ends with this fault. */
    public int exitStatus() {
        return exitStatus;
    }

    /** True where the database is as it was before the call. */
    public boolean databaseUnchanged() {
        return exitStatus >= 10 && exitStatus < 70;
    }

    /** True where nothing was attempted. */
    public boolean refused() {
        return exitStatus >= 10 && exitStatus < 60;
    }

    /** True where somebody has to look before anything else runs. */
    public boolean needsPerson() {
        return exitStatus >= 80 || this == INTERRUPTED_RUN;
    }
}
