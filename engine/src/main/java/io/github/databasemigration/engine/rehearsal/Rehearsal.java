package io.github.databasemigration.engine.rehearsal;

import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.TableLock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a plan did on a scratch copy of its database: {@code rehearsal.json}. All of it was measured there, by the server's
 * own word; what could not be seen is absent and said so.
 *
 * @param format version of this structure
 * @param digest of the plan that was rehearsed
 * @param environment the environment's name
 * @param run the id of the run that rehearsed it
 * @param at when it ended
 * @param server where the scratch copy was: server, platform and version
 * @param backup the id of the backup that the copy was made of
 * @param failure what went wrong; absent where the plan passed
 * @param restored how long it took to restore the backup
 * @param forecast how long the migrations will take on the database itself: as long as here, for the data are the same
 * @param locksUnseen why locks were not measured; absent where they were
 * @param filesUnseen why it was not measured which tables were written anew, and their growth; absent where it was
 * @param migrations what ran, in order
 * @param checks the application's verify scripts
 * @param down the way down and up again; absent where nobody asked for it
 */
public record Rehearsal(
        int format,
        String digest,
        String environment,
        String run,
        Instant at,
        String server,
        String backup,
        Optional<Failure> failure,
        Duration restored,
        Duration forecast,
        Optional<String> locksUnseen,
        Optional<String> filesUnseen,
        List<Migration> migrations,
        List<Check> checks,
        Optional<Down> down) {

    /** The version of this structure. */
    public static final int FORMAT = 1;

    public Rehearsal {
        migrations = List.copyOf(migrations);
        checks = List.copyOf(checks);
    }

    /** Whether the plan did what it should. */
    public boolean passed() {
        return failure.isEmpty();
    }

    /** Whether the way back was tried out, and leads back. */
    public boolean wayBackPassed() {
        return passed() && down.filter(Down::passed).isPresent();
    }

    /** A way down, to be compared with another one. */
    public static List<Step> steps(List<PlannedMigration> down) {
        return down.stream().map(each -> new Step(each.script(), each.sha256())).toList();
    }

    /** What went wrong and what to do, a line each. */
    public record Failure(String message, String remedy) {}

    /**
     * One migration.
     *
     * @param took from its beginning to its end, commit included, the time for measuring left out
     */
    public record Migration(
            String label, String script, boolean transactional, Duration took, List<Statement> statements) {
        public Migration {
            statements = List.copyOf(statements);
        }
    }

    /**
     * One statement.
     *
     * @param index counts from 1 within its migration
     * @param took how long the server worked on it
     * @param rows how many rows it touched, as the server said; absent where it did not
     * @param locks the locks on existing tables that it took; absent where they were not measured
     * @param held those that earlier statements of the transaction had taken, and that were still held
     * @param sampled whether its locks ended with it and were looked at while it ran, so that short ones may be missing
     * @param rewritten the existing tables that it wrote anew; absent where that was not measured
     * @param growth by how many bytes all tables grew; absent where that was not measured
     * @param error why it failed; absent where it did not
     */
    public record Statement(
            int index,
            String sql,
            Duration took,
            Optional<Long> rows,
            Optional<List<TableLock>> locks,
            List<TableLock> held,
            boolean sampled,
            Optional<List<String>> rewritten,
            Optional<Long> growth,
            Optional<String> error) {
        public Statement {
            held = List.copyOf(held);
        }
    }

    /** One verify script. */
    public record Check(String script, boolean passed, String detail) {}

    /**
     * The way down to where the database is, and up again. All of it is compared: schema and content of every table, after
     * the way down with before everything, and after the second way up with after the first.
     *
     * @param to the revision that it went down to
     * @param by what goes down, in order
     * @param took how long the way down took; absent where it did not come to its end
     * @param again how long the second way up took; absent where it did not come to its end
     * @param schemaSame whether the schema after the way down was what it was before
     * @param tables before and after, those that the tool keeps for itself left out
     * @param counters sequences and automatic numbers that went on: nothing takes that back
     * @param varied columns with times or generated ids that were others the second time, as they should be
     * @param differences what did not lead back, one line each; empty where all did
     * @param failure why it is no way back; absent where it is
     */
    public record Down(
            String to,
            List<Step> by,
            Optional<Duration> took,
            Optional<Duration> again,
            boolean schemaSame,
            List<Table> tables,
            List<Counted> counters,
            List<String> varied,
            List<String> differences,
            Optional<String> failure) {
        public Down {
            by = List.copyOf(by);
            tables = List.copyOf(tables);
            counters = List.copyOf(counters);
            varied = List.copyOf(varied);
            differences = List.copyOf(differences);
        }

        /** Whether it led back, and up again. */
        public boolean passed() {
            return failure.isEmpty() && again.isPresent();
        }
    }

    /** One script that goes down, with the SHA-256 of its file. */
    public record Step(String script, String sha256) {}

    /** A table before and after; {@code after} is absent where the table is. */
    public record Table(String table, Content before, Optional<Content> after) {}

    /** How many rows, and the checksum of all, whatever their order. */
    public record Content(long rows, String checksum) {}

    /** Where a sequence or an automatic number stood, and where it stands. */
    public record Counted(String counter, String from, String until) {}
}
