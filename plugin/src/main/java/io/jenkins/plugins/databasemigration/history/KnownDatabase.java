package io.jenkins.plugins.databasemigration.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import io.jenkins.plugins.databasemigration.DatabaseMigrationResult;
import io.jenkins.plugins.databasemigration.DatabaseName;
import io.jenkins.plugins.databasemigration.protection.Protection;
import io.jenkins.plugins.databasemigration.protection.Undertaking;
import io.jenkins.plugins.databasemigration.report.Tone;
import io.jenkins.plugins.databasemigration.scheduled.ScheduledRollback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One database of an environment, as far as the jobs know it that somebody may read. */
@ExportedBean(defaultVisibility = 2)
public final class KnownDatabase {
    private JobEntry last;

    @CheckForNull
    private JobEntry run;

    @CheckForNull
    private JobEntry plan;

    /** The entry that said last at which version it is. */
    @CheckForNull
    private JobEntry seen;

    /** The last run that proved a backup of it by a restore. */
    @CheckForNull
    private JobEntry proof;

    /** What the jobs said of it last: each may be under policies of its own. */
    private final Map<Job<?, ?>, JobEntry> ofJobs = new HashMap<>();

    /** How old the last proof may be; null: not asked yet, for it may take the names of hosts to be looked up. */
    @CheckForNull
    private Optional<Duration> proofMaxAge;

    private final List<WaitingGate> gates = new ArrayList<>();
    private final List<ScheduledRollback> rollbacks = new ArrayList<>();

    /** Adds what a job says of it; jobs in any order, each from its oldest entry on. */
    void add(JobEntry entry) {
        HistoryEntry what = entry.entry();
        if (what.isSchedule()) {
            schedule(entry);
            return;
        }
        last = newer(last, entry);
        if (!what.database().isEmpty()) {
            ofJobs.put(entry.job(), entry);
        }
        addProof(entry);
        if (what.isSight()) {
            seen = newer(seen, entry);
        }
        if (!what.isPlan()) {
            // A proof does nothing to the database, and has a place of its own; one that failed has to be seen.
            if (what.proven() == 0 || !what.command().equals(DatabaseMigrationResult.PROOF)) {
                run = newer(run, entry);
            }
            return;
        }
        plan = newer(plan, entry);
        if (what.isWaiting()) {
            WaitingGate gate = WaitingGate.of(entry);
            if (gate != null) {
                gates.add(gate);
            }
        }
    }

    private void schedule(JobEntry entry) {
        if (last == null) {
            last = entry;
        }
        if (entry.entry().isWaiting()) {
            WaitingRollbacks.waiting(entry.job(), entry.entry()).ifPresent(rollbacks::add);
        }
    }

    /** Adds what a job says of the backups of it, and nothing else. */
    void addProof(JobEntry entry) {
        if (entry.entry().proven() > 0
                && (proof == null || entry.entry().proven() > proof.entry().proven())) {
            proof = entry;
        }
    }

    private static JobEntry newer(@CheckForNull JobEntry known, JobEntry other) {
        return known == null || other.entry().time() >= known.entry().time() ? other : known;
    }

    @Exported
    public String getEnvironment() {
        return last.entry().environment();
    }

    /** The database as its server told it last; empty where none was ever reached. */
    @Exported
    public String getDatabase() {
        return seen == null ? "" : seen.entry().database();
    }

    /** At which version it was when it was last seen; null: before the first migration, or never seen. */
    @Exported
    @CheckForNull
    public String getVersion() {
        if (seen == null) {
            return null;
        }
        return seen.entry().isPlan() ? seen.entry().fromVersion() : seen.entry().toVersion();
    }

    /** What was done to it last; null where there was only a plan. */
    @Exported
    @CheckForNull
    public JobEntry getRun() {
        return run;
    }

    /** The last plan, where nothing was done since; null where there is none. */
    @Exported
    @CheckForNull
    public JobEntry getPlan() {
        return plan != null && plan == last ? plan : null;
    }

    /** Whether it could be put back, as far as that was tried. */
    @Exported
    public Proof getProof() {
        if (proofMaxAge == null) {
            proofMaxAge = ofJobs.values().stream()
                    .map(KnownDatabase::undertaking)
                    .flatMap(undertaking -> Protection.proofMaxAge(undertaking).stream())
                    .min(Comparator.naturalOrder());
        }
        return new Proof(proof, proofMaxAge.orElse(null));
    }

    boolean isProofMissing() {
        return getProof().isMissing();
    }

    private static Undertaking undertaking(JobEntry entry) {
        return DatabaseName.of(entry.entry().database())
                .undertaking(
                        entry.job(), entry.entry().environment(), entry.entry().credentialsId());
    }

    /** What people are to decide, what is for whoever looks first. */
    @Exported
    public List<WaitingGate> getGates() {
        return gates.stream().sorted(WaitingGate.ORDER).toList();
    }

    /** The rollbacks that wait for their time, the next one first. */
    @Exported
    public List<ScheduledRollback> getRollbacks() {
        return rollbacks.stream()
                .sorted(Comparator.comparing(ScheduledRollback::getStart))
                .toList();
    }

    /** Whoever looks is one of those who are waited for. */
    @Exported
    public boolean isWaitingForYou() {
        return gates.stream().anyMatch(WaitingGate::isYours);
    }

    /** The smaller, the sooner somebody should look. */
    int urgency() {
        if (isWaitingForYou()) {
            return 0;
        } else if (!gates.isEmpty() || !rollbacks.isEmpty()) {
            return 1;
        }
        return run != null && run.entry().getTone() == Tone.BAD ? 2 : 3;
    }
}
