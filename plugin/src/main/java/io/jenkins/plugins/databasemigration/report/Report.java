package io.jenkins.plugins.databasemigration.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Functions;
import hudson.Util;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A report as the command line wrote it, as far as pages show it; docs/report.md explains every field. */
public record Report(
        String run,
        String command,
        String environment,
        String holder,
        Instant started,
        Instant ended,
        String outcome,
        int exitStatus,
        @CheckForNull Failure failure,
        @CheckForNull Plan.Target target,
        @CheckForNull String digest,
        @CheckForNull Plan plan,
        @CheckForNull String fromVersion,
        @CheckForNull String toVersion,
        List<Phase> phases,
        List<Migration> migrations,
        @CheckForNull Backup backup,
        @CheckForNull Restore restored,
        List<Check> checks,
        List<String> state,
        @CheckForNull String next,
        List<String> notes)
        implements Ended {

    public Report {
        phases = Absent.asEmpty(phases);
        migrations = Absent.asEmpty(migrations);
        checks = Absent.asEmpty(checks);
        state = Absent.asEmpty(state);
        notes = Absent.asEmpty(notes);
    }

    /** What went wrong, and what to do. */
    public record Failure(String code, String message, String remedy) {}

    /** A stretch of the timeline. */
    public record Phase(String name, Duration offset, Duration took, boolean ok) {}

    /** What became of a planned migration. */
    public record Migration(
            String label,
            String description,
            String script,
            Fate fate,
            Duration offset,
            Duration took,
            List<Statement> statements) {

        public Migration {
            statements = Absent.asEmpty(statements);
        }

        boolean ok() {
            return statements.stream().allMatch(Statement::ok);
        }
    }

    /** A statement that was sent. */
    public record Statement(
            int index,
            String sql,
            boolean ok,
            Duration took,
            @CheckForNull Long rows,
            @CheckForNull String error) {
        /** How long it took, in words. */
        public String duration() {
            return Util.getTimeSpanString(took.toMillis());
        }
    }

    /** A backup, and how far it was proven. */
    public record Backup(
            String id, String path, String format, long bytes, int files, String verification, Duration took) {
        /** Its size, in words. */
        public String volume() {
            return Functions.humanReadableByteSize(bytes);
        }
    }

    /** How a restore was done, and where the replaced state is. */
    public record Restore(String backup, String how, String keptAt, List<String> proof) {
        public Restore {
            proof = Absent.asEmpty(proof);
        }
    }

    /** One of the application's verify scripts. */
    public record Check(String script, boolean passed, String detail) {}
}
