package io.jenkins.plugins.databasemigration.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.databasemigration.BackupProof;
import io.jenkins.plugins.databasemigration.DatabaseMigrationAction;
import io.jenkins.plugins.databasemigration.DatabaseMigrationResult;
import io.jenkins.plugins.databasemigration.PlanSummary;
import io.jenkins.plugins.databasemigration.approval.Approval;
import io.jenkins.plugins.databasemigration.approval.ApprovalAction;
import io.jenkins.plugins.databasemigration.approval.Decision;
import io.jenkins.plugins.databasemigration.backup.ArchivedBackup;
import io.jenkins.plugins.databasemigration.backup.ArchivedBackups;
import io.jenkins.plugins.databasemigration.scheduled.RollbackGoal;
import io.jenkins.plugins.databasemigration.scheduled.ScheduledRollback;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of one build.
 *
 * @param number of the build
 * @param settled false while the build goes on: then it may say more later
 * @param entries in the order of the build
 */
record BuildHistory(int number, boolean settled, List<HistoryEntry> entries) {
    BuildHistory {
        entries = List.copyOf(entries);
    }

    /** What a build says of itself now; null where it has nothing to do with databases. */
    @CheckForNull
    static BuildHistory of(Run<?, ?> build) {
        DatabaseMigrationAction action = build.getAction(DatabaseMigrationAction.class);
        ScheduledRollback scheduled = ScheduledRollback.of(build);
        return action == null && scheduled == null ? null : new Reader(build, action, scheduled).read();
    }

    /** Reads one build. */
    private record Reader(
            Run<?, ?> build,
            @CheckForNull DatabaseMigrationAction action,
            @CheckForNull ScheduledRollback scheduled) {
        BuildHistory read() {
            List<HistoryEntry> entries = new ArrayList<>();
            // Before anything else is read: what the build says after this will be read again.
            boolean settled = !build.isBuilding();
            if (scheduled != null) {
                entries.add(entry(scheduled));
            }
            if (action != null) {
                action.getOpenPlans().forEach(plan -> entries.add(entry(plan)));
                action.getResults().forEach(result -> entries.add(entry(result)));
            }
            return new BuildHistory(build.getNumber(), settled, entries);
        }

        private HistoryEntry entry(PlanSummary plan) {
            Approval gate = gate(plan.getDigest());
            return new HistoryEntry(
                    build.getNumber(),
                    build.getTimeInMillis(),
                    plan.getRun(),
                    HistoryEntry.PLAN,
                    plan.getEnvironment(),
                    plan.getDatabase(),
                    plan.getCurrentVersion(),
                    plan.getTargetVersion(),
                    plan.getPending().size(),
                    0,
                    state(plan, gate).name(),
                    0,
                    0,
                    approvers(plan.getDigest()),
                    null,
                    gate == null ? null : gate.getId(),
                    plan.getCredentialsId(),
                    0,
                    0);
        }

        private HistoryEntry entry(ScheduledRollback rollback) {
            RollbackGoal goal = rollback.getGoal();
            return new HistoryEntry(
                    build.getNumber(),
                    build.getTimeInMillis(),
                    goal.getRun(),
                    HistoryEntry.SCHEDULE,
                    goal.getEnvironment(),
                    goal.getDatabase(),
                    null,
                    goal.getVersion(),
                    0,
                    0,
                    rollback.getState().name(),
                    0,
                    0,
                    List.of(),
                    null,
                    null,
                    null,
                    0,
                    0);
        }

        private HistoryEntry entry(DatabaseMigrationResult result) {
            BackupProof proof = result.getProof();
            return new HistoryEntry(
                    build.getNumber(),
                    build.getTimeInMillis(),
                    result.getRun(),
                    result.getCommand(),
                    result.getEnvironment(),
                    result.getDatabase(),
                    result.getFromVersion(),
                    result.getToVersion(),
                    result.getPending(),
                    result.getApplied().size(),
                    result.getStatus(),
                    result.getExitStatus(),
                    result.getDuration(),
                    approvers(result.getDigest()),
                    backup(result),
                    null,
                    result.getCredentialsId(),
                    proof == null ? 0 : proof.getTime(),
                    proof == null ? 0 : proof.getRecovery());
        }

        private static PlanState state(PlanSummary plan, @CheckForNull Approval gate) {
            if (gate != null) {
                return PlanState.valueOf(gate.getState().name());
            }
            return plan.getPending().isEmpty() ? PlanState.EMPTY : PlanState.PLANNED;
        }

        /** The last gate at which a plan was; null where there is none. */
        @CheckForNull
        private Approval gate(String digest) {
            return ApprovalAction.approvals(build).stream()
                    .filter(approval -> approval.getPlan().getDigest().equals(digest))
                    .reduce((first, last) -> last)
                    .orElse(null);
        }

        private List<String> approvers(@CheckForNull String digest) {
            return ApprovalAction.approvals(build).stream()
                    .filter(approval -> approval.getPlan().getDigest().equals(digest))
                    .flatMap(approval -> approval.getDecisions().stream())
                    .filter(Decision::isApproved)
                    .map(decision -> decision.getApprover().getFullName())
                    .distinct()
                    .toList();
        }

        /** The name of the archived backup, or of the one on the agent. */
        @CheckForNull
        private String backup(DatabaseMigrationResult result) {
            String kept = result.getBackup();
            return ArchivedBackups.in(build).stream()
                    .filter(backup -> backup.getRun().equals(result.getRun()))
                    .map(ArchivedBackup::getId)
                    .findFirst()
                    .orElse(kept == null ? null : kept.replaceFirst(".*[/\\\\]", ""));
        }
    }
}
