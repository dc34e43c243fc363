package io.github.databasemigration.engine.configuration;

import io.github.databasemigration.engine.plan.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One named environment of the configuration, every default filled in.
 *
 * @param name its name
 * @param url the JDBC URL, without user and password; see {@link Configuration#environment}
 * @param credentials where user and password come from
 * @param backup whether, where and how a backup is taken
 * @param approval whether a digest must be approved before anything runs
 * @param transaction how migrations are grouped
 * @param onFailure what to do when a migration fails and something stayed
 * @param timeouts limits
 * @param checks which findings of the checks block a plan
 * @param phases which migrations expand and contract, and what says that the old version of the application is gone
 * @param drift what it means that the schema is not as the last run left it
 * @param rehearsal whether and where plans are rehearsed
 * @param undo what is copied aside before it is destroyed
 * @param programs paths of platform programs by name ({@code pg_dump: /opt/pg16/bin/pg_dump})
 * @param fleet where it is many databases or schemas; empty where it is one
 * @param member which of a fleet it is; empty where it is of none
 */
public record Environment(
        String name,
        String url,
        CredentialsSource credentials,
        BackupPolicy backup,
        boolean approvalRequired,
        TransactionMode transaction,
        FailurePolicy onFailure,
        Timeouts timeouts,
        ChecksPolicy checks,
        PhasePolicy phases,
        DriftPolicy drift,
        RehearsalPolicy rehearsal,
        UndoPolicy undo,
        Map<String, String> programs,
        Optional<FleetPolicy> fleet,
        Optional<FleetMember> member) {

    Environment withUrls(String resolved, Optional<String> rehearsalUrl, Optional<FleetPolicy> resolvedFleet) {
        return with(name, resolved, backup, rehearsalUrl, resolvedFleet, member);
    }

    /** The environment of one target of this fleet. */
    Environment of(FleetMember target) {
        UnaryOperator<String> puts = TargetName.puts(target.target());
        // Of one schema there is no backup: the fleet's run has one of the whole database.
        BackupPolicy own = target.schema().isEmpty()
                ? backup
                : new BackupPolicy(false, backup.folder(), backup.verification(), backup.keep(), backup.keepFor());
        return with(
                target.name(), puts.apply(url), own, rehearsal.url().map(puts), Optional.empty(), Optional.of(target));
    }

    private Environment with(
            String otherName,
            String otherUrl,
            BackupPolicy otherBackup,
            Optional<String> rehearsalUrl,
            Optional<FleetPolicy> otherFleet,
            Optional<FleetMember> otherMember) {
        return new Environment(
                otherName,
                otherUrl,
                credentials,
                otherBackup,
                approvalRequired,
                transaction,
                onFailure,
                timeouts,
                checks,
                phases,
                drift,
                new RehearsalPolicy(rehearsal.required(), rehearsal.down(), rehearsalUrl),
                undo,
                programs,
                otherFleet,
                otherMember);
    }

    /**
     * Where user and password come from. The credentials id is for Jenkins; the engine leaves it alone.
     *
     * @param id a credentials id in Jenkins
     * @param user the user's name itself
     * @param userVariable the environment variable that holds the user
     * @param passwordVariable the environment variable that holds the password
     * @param passwordFile the file that holds the password and nothing else, relative to the project
     */
    public record CredentialsSource(
            Optional<String> id,
            Optional<String> user,
            Optional<String> userVariable,
            Optional<String> passwordVariable,
            Optional<String> passwordFile) {}

    /**
     * The backup before a migration.
     *
     * @param enabled false only where the configuration says so in as many words
     * @param folder where backups are kept, relative to the project
     * @param verification how a backup is proven
     * @param keep how many backups of this environment are kept; 0 keeps all
     * @param keepFor backups younger than this are kept whatever {@code keep} says
     */
    public record BackupPolicy(boolean enabled, String folder, Verification verification, int keep, Duration keepFor) {}

    /** How far a backup is proven; each level includes the one before. */
    public enum Verification {
        /** Every file has the size and SHA-256 of the manifest. */
        CHECKSUM,
        /** The platform's own reader reads it to the end. */
        READABLE,
        /** It was restored into a scratch database, and counts, schema and version compared. */
        RESTORE
    }

    /** What to do when a migration failed and something of it stayed in the database. */
    public enum FailurePolicy {
        /** Leave it, say exactly what stayed. */
        STOP,
        /** Restore the backup that was taken just before. */
        RESTORE
    }

    /**
     * What findings of the checks mean here.
     *
     * @param fail from which severity on a finding lets nothing run; empty: none does
     * @param ignore rules that mean nothing here
     * @param rows from how many rows on a table is large
     */
    public record ChecksPolicy(Optional<Severity> fail, List<String> ignore, long rows) {
        public ChecksPolicy {
            ignore = List.copyOf(ignore);
        }
    }

    /**
     * Expand and contract.
     *
     * @param expand the name of folders, or the label of a branch of Alembic, whose migrations expand
     * @param contract the same for those that contract
     * @param query one that returns no row when the old version of the application is gone
     * @param command a program, with arguments, that ends with 0 then; empty: none
     * @param waived whether nobody is to be asked
     */
    public record PhasePolicy(
            String expand, String contract, Optional<String> query, List<String> command, boolean waived) {
        public PhasePolicy {
            command = List.copyOf(command);
        }
    }

    /** What it means that the schema is not, or not known to be, as the last run left it. */
    public enum DriftPolicy {
        /** Nothing: it is neither recorded nor compared. */
        IGNORE,
        /** The plan says so. */
        WARN,
        /** Nothing runs. */
        BLOCK
    }

    /**
     * Whether and where plans run on a scratch copy first.
     *
     * @param required whether nothing runs that was not rehearsed
     * @param down whether nothing runs whose way back was not rehearsed; {@code required} with it
     * @param url the JDBC URL of a database on the server where the scratch copy is made beside it, for the same user;
     *     empty: beside the database itself
     */
    public record RehearsalPolicy(boolean required, boolean down, Optional<String> url) {}

    /**
     * What is copied aside before a migration destroys it, so that its undo can put it back.
     *
     * @param keep whether
     * @param keepRows of how many rows a table may be
     * @param keepFor how long a copy is kept; the next migration after that drops it
     */
    public record UndoPolicy(Keep keep, long keepRows, Duration keepFor) {}

    /** Whether something is copied aside. */
    public enum Keep {
        /** Nothing is. */
        NONE,
        /** What can be put back exactly. */
        POSSIBLE,
        /** The same, and nothing runs that would destroy anything else. */
        REQUIRED
    }

    /**
     * Limits; zero means none.
     *
     * @param lock a statement's wait for a lock in the server
     * @param retrying for how long what did not get a lock is tried again; zero: not at all
     * @param statement a statement's run time
     * @param waiting for another run to finish
     * @param total the whole run, backup included
     */
    public record Timeouts(Duration lock, Duration retrying, Duration statement, Duration waiting, Duration total) {

        /** How long a statement waits for a lock if nobody has to wait behind it. */
        public Duration patient() {
            return lock.isZero() || lock.compareTo(retrying) > 0 ? lock : retrying;
        }
    }
}
