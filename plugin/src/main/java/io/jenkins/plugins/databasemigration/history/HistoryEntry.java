package io.jenkins.plugins.databasemigration.history;

import com.fasterxml.jackson.annotation.JsonIgnore;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.databasemigration.DatabaseMigrationResult;
import io.jenkins.plugins.databasemigration.report.Tone;
import io.jenkins.plugins.databasemigration.report.Verdict;
import io.jenkins.plugins.databasemigration.scheduled.ScheduleState;
import java.util.Date;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One run of a build, or one of its plans that no run was about: a line of the history.
 *
 * @param build the number of the build
 * @param time when the build began, in milliseconds since 1970
 * @param run the id of the run; of a schedule the one before which the database is put back, empty where it is not known
 * @param command {@code migrate}, {@code rollback}, {@code backup} or {@code verify-backup}; or {@code plan}, or
 *     {@code schedule} for a rollback that was to wait for its time
 * @param environment as the configuration calls it
 * @param database as the server itself tells it, of a proof that of the backup; empty where it was not reached
 * @param fromVersion where the database was; null before the first migration
 * @param toVersion where it is after the run, or would be after the plan; null where there is none
 * @param pending how many migrations were to be applied
 * @param applied how many were applied and stay
 * @param status {@code done}, or the name of what went wrong; of a plan its {@link PlanState}, of a schedule its
 *     {@link ScheduleState}
 * @param exitStatus of the command line; 0 for a plan
 * @param duration of the run in milliseconds; 0 for a plan
 * @param approvers the names of those who approved
 * @param backup the name of the backup; null where there is none
 * @param gate the id of the gate at which the plan waits or waited; null where there is none
 * @param credentialsId with which it logged in; null: with none of Jenkins, or not known
 * @param proven when its backup was proven by a restore, in milliseconds since 1970; 0 where none was
 * @param recovery how long that took, in milliseconds
 */
@ExportedBean(defaultVisibility = 2)
public record HistoryEntry(
        @Exported int build,
        long time,
        @Exported String run,
        @Exported String command,
        @Exported String environment,
        @Exported String database,
        @Exported @CheckForNull String fromVersion,
        @Exported @CheckForNull String toVersion,
        @Exported int pending,
        @Exported int applied,
        @Exported String status,
        @Exported int exitStatus,
        @Exported long duration,
        @Exported List<String> approvers,
        @Exported @CheckForNull String backup,
        @Exported @CheckForNull String gate,
        @CheckForNull String credentialsId,
        long proven,
        @Exported long recovery) {

    static final String PLAN = "plan";
    static final String SCHEDULE = "schedule";

    public HistoryEntry {
        approvers = List.copyOf(approvers);
    }

    /** When the build began. */
    @Exported
    @JsonIgnore
    public Date getStarted() {
        return new Date(time);
    }

    /** Whether it is a plan that no run was about. */
    @JsonIgnore
    public boolean isPlan() {
        return command.equals(PLAN);
    }

    /** Whether it is a rollback that was to wait for its time. */
    @JsonIgnore
    public boolean isSchedule() {
        return command.equals(SCHEDULE);
    }

    /** Whether something was done: whether it is neither of these. */
    @JsonIgnore
    public boolean isPerformed() {
        return !isPlan() && !isSchedule();
    }

    /** When its backup was proven by a restore; null where none was. */
    @Exported(name = "proven")
    @CheckForNull
    @JsonIgnore
    public Date getProof() {
        return proven == 0 ? null : new Date(proven);
    }

    /** Whether it says at which version the database is: not where a backup was proven in another one. */
    @JsonIgnore
    boolean isSight() {
        return !database.isEmpty() && !isSchedule() && !command.equals(DatabaseMigrationResult.PROOF);
    }

    /** Whether people are to decide about it, as far as the build has said. */
    @JsonIgnore
    public boolean isWaiting() {
        return !isPerformed() && status.equals(PlanState.WAITING.name());
    }

    /** What it did, in the language of whoever reads the page. */
    @JsonIgnore
    public String getWhat() {
        return switch (command) {
            case PLAN -> Messages.HistoryEntry_Plan();
            case SCHEDULE -> Messages.HistoryEntry_Schedule();
            case "rollback" -> Messages.HistoryEntry_Rollback();
            case "backup" -> Messages.HistoryEntry_Backup();
            case DatabaseMigrationResult.PROOF -> Messages.HistoryEntry_Proof();
            default -> Messages.HistoryEntry_Migrate();
        };
    }

    /** How it ended, likewise. */
    @JsonIgnore
    public String getOutcome() {
        if (isSchedule()) {
            return ScheduleState.valueOf(status).getText();
        }
        return isPlan()
                ? PlanState.valueOf(status).getText()
                : Verdict.of(exitStatus).getText();
    }

    @JsonIgnore
    public Tone getTone() {
        if (isSchedule()) {
            return ScheduleState.valueOf(status).getTone();
        }
        return isPlan()
                ? PlanState.valueOf(status).getTone()
                : Verdict.of(exitStatus).getTone();
    }

    /** How long it took, in words. */
    @JsonIgnore
    public String getTook() {
        return Util.getTimeSpanString(duration);
    }

    /** Those who approved, in one line. */
    @JsonIgnore
    public String getApproved() {
        return String.join(", ", approvers);
    }

    /** Its page, below the job. */
    @JsonIgnore
    public String getUrl() {
        if (isSchedule()) {
            return build + "/";
        }
        return build + "/database-migration/" + (isPlan() ? "plan" : "report") + "/" + run + "/";
    }
}
