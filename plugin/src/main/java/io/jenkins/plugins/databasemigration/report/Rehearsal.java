package io.jenkins.plugins.databasemigration.report;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Functions;
import hudson.Util;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What a plan did on a scratch copy, as the command line wrote it; docs/rehearsal.md explains every field. */
public record Rehearsal(
        String digest,
        String server,
        String backup,
        @CheckForNull Failure failure,
        Duration restored,
        Duration forecast,
        @CheckForNull String locksUnseen,
        @CheckForNull String filesUnseen,
        List<Migration> migrations,
        List<Check> checks,
        @CheckForNull Down down) {

    public Rehearsal {
        migrations = Absent.asEmpty(migrations);
        checks = Absent.asEmpty(checks);
    }

    /** How long the restore took, in words. */
    public String restoring() {
        return Util.getTimeSpanString(restored.toMillis());
    }

    /** How long the migrations will take, in words. */
    public String expected() {
        return Util.getTimeSpanString(forecast.toMillis());
    }

    /** Why it failed. */
    public record Failure(String message, String remedy) {}

    /** One of the application's verify scripts. */
    public record Check(String script, boolean passed, String detail) {}

    /** The way down and up again; {@code failure} is why it is no way back. */
    public record Down(
            String to,
            @CheckForNull Duration took,
            @CheckForNull String failure,
            List<String> differences,
            List<Counted> counters,
            List<String> varied) {
        public Down {
            differences = Absent.asEmpty(differences);
            counters = Absent.asEmpty(counters);
            varied = Absent.asEmpty(varied);
        }

        /** How long the way down took, in words; null where it did not come to its end. */
        @CheckForNull
        public String duration() {
            return took == null ? null : Util.getTimeSpanString(took.toMillis());
        }

        /** The counters that went on, with commas. */
        public String goneOn() {
            return counters.stream().map(Counted::counter).collect(Collectors.joining(", "));
        }

        /** The columns with other times or ids the second time, with commas. */
        public String different() {
            return String.join(", ", varied);
        }
    }

    /** A sequence or an automatic number that no way down takes back. */
    public record Counted(String counter) {}

    /** One migration that ran. */
    public record Migration(String label, String script, List<Statement> statements) {
        public Migration {
            statements = Absent.asEmpty(statements);
        }
    }

    /** A lock on a table. */
    public record Lock(String table, String mode, Waits waits) {
        /** Whether anybody has to wait for it. */
        public boolean felt() {
            return waits != Waits.NOBODY;
        }
    }

    /** Who waits for a lock. */
    public enum Waits {
        NOBODY,
        WRITERS,
        EVERYBODY,
        /** Something that a newer command line says. */
        @JsonEnumDefaultValue
        SOMEBODY
    }

    /** One statement and what it did. */
    public record Statement(
            String sql,
            Duration took,
            @CheckForNull Long rows,
            @CheckForNull List<Lock> locks,
            List<Lock> held,
            boolean sampled,
            @CheckForNull List<String> rewritten,
            @CheckForNull Long growth,
            @CheckForNull String error) {
        public Statement {
            held = Absent.asEmpty(held);
        }

        /** How long it took, in words. */
        public String duration() {
            return Util.getTimeSpanString(took.toMillis());
        }

        /** Those of earlier statements for which somebody still waits. */
        public List<Lock> stillHeld() {
            return held.stream().filter(Lock::felt).toList();
        }

        /** The tables that it wrote anew, with commas; empty where there are none, or nobody knows. */
        public String anew() {
            return String.join(", ", Absent.asEmpty(rewritten));
        }

        /** By how much all tables grew, in words; null where they did not, or nobody knows. */
        @CheckForNull
        public String grown() {
            if (growth == null || growth == 0) {
                return null;
            }
            return (growth > 0 ? "+" : "-") + Functions.humanReadableByteSize(Math.abs(growth));
        }

        /** The statement in pieces of a colour. */
        public List<SqlTokens.Token> tokens() {
            return SqlTokens.of(sql);
        }
    }
}
