package io.jenkins.plugins.databasemigration.protection;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.AbortException;
import hudson.model.Item;
import hudson.model.ItemGroup;
import io.jenkins.plugins.databasemigration.approval.Requirement;
import io.jenkins.plugins.databasemigration.approval.Spans;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that is demanded of an undertaking. All policies that cover it hold together, those of Jenkins and those of
 * every folder above the job, so whoever adds one can only demand more.
 */
public final class Protection {
    /** How many openings of a window are looked at, for one at which those of other policies are open, too. */
    private static final int FAR_ENOUGH = 100;

    private final Undertaking undertaking;
    private final List<ProtectedDatabase> policies;

    private Protection(Undertaking undertaking, List<ProtectedDatabase> policies) {
        this.undertaking = undertaking;
        this.policies = policies;
    }

    /** What holds now; refuses a database that nothing covers where Jenkins says so. */
    public static Protection of(Undertaking undertaking) throws AbortException {
        List<ProtectedDatabase> all = covering(undertaking);
        if (all.stream().noneMatch(policy -> policy.coversAll(undertaking))
                && DatabaseMigrationConfiguration.get().isOthersRefused()) {
            throw new AbortException(
                    "No policy of this Jenkins covers " + undertaking + ", and others are refused. Nothing"
                            + " was run. Use the address that an administrator has entered, or have this one entered.");
        }
        return new Protection(undertaking, all);
    }

    /** How old the last proof of a backup may be, by the strictest policy; empty where none demands one. */
    public static Optional<Duration> proofMaxAge(Undertaking undertaking) {
        return covering(undertaking).stream()
                .map(ProtectedDatabase::getProofMaxAge)
                .filter(Objects::nonNull)
                .map(written -> Spans.parse("proofMaxAge", written))
                .min(Comparator.naturalOrder());
    }

    private static List<ProtectedDatabase> covering(Undertaking undertaking) {
        DatabaseMigrationConfiguration global = DatabaseMigrationConfiguration.get();
        List<ProtectedDatabase> all = new ArrayList<>(global.getProtectedDatabases());
        for (ItemGroup<?> group = undertaking.job().getParent(); group instanceof Item item; group = item.getParent()) {
            if (group instanceof AbstractFolder<?> folder) {
                folder.getProperties().getAll(FolderProtection.class).stream()
                        .map(FolderProtection::getProtectedDatabases)
                        .forEach(all::addAll);
            }
        }
        all.removeIf(policy -> !policy.covers(undertaking));
        return all;
    }

    /** Who has to approve. */
    public List<Requirement> requirements() {
        return policies.stream()
                .filter(policy -> policy.getApproval() != null)
                .map(policy -> new Requirement(policy.getName(), policy.getApproval()))
                .toList();
    }

    /** Refuses a job that may not work there. */
    public void checkJob() throws AbortException {
        String job = undertaking.job().getFullName();
        for (ProtectedDatabase policy : policies) {
            Globs jobs = Globs.of(policy.getJobs());
            if (!jobs.isEmpty() && !jobs.match(job)) {
                throw refusal(policy, "only the jobs " + jobs + " may, and this is " + job);
            }
        }
    }

    /** Refuses a change outside of the maintenance windows. */
    public void checkTime(Instant now) throws AbortException {
        for (ProtectedDatabase policy : policies) {
            if (!isOpen(policy, now)) {
                throw refusal(
                        policy,
                        "changes may begin only in its maintenance windows, "
                                + policy.getWindows().stream()
                                        .map(MaintenanceWindow::toString)
                                        .collect(Collectors.joining(", ")));
            }
        }
    }

    /** When changes may begin next, in the zone of the window that opens then; empty where they always may, or never. */
    public Optional<ZonedDateTime> nextOpening(Instant after) {
        return windows()
                .flatMap(window -> Stream.iterate(
                                window.nextOpening(after),
                                Optional::isPresent,
                                opening ->
                                        window.nextOpening(opening.orElseThrow().toInstant()))
                        .limit(FAR_ENOUGH)
                        .flatMap(Optional::stream))
                // The first moment at which all policies let it be is the one at which some window opens.
                .sorted(Comparator.comparing(ZonedDateTime::toInstant))
                .filter(opening -> isOpen(opening.toInstant()))
                .findFirst();
    }

    /** Until when a change may begin that may now; empty where it always may. */
    public Optional<Instant> closing(Instant now) {
        return policies.stream()
                .flatMap(policy -> policy.getWindows().stream()
                        .flatMap(window -> window.closing(now).stream())
                        .max(Comparator.naturalOrder())
                        .stream())
                .min(Comparator.naturalOrder());
    }

    private Stream<MaintenanceWindow> windows() {
        return policies.stream().flatMap(policy -> policy.getWindows().stream());
    }

    private boolean isOpen(Instant now) {
        return policies.stream().allMatch(policy -> isOpen(policy, now));
    }

    private static boolean isOpen(ProtectedDatabase policy, Instant now) {
        return policy.getWindows().isEmpty() || policy.getWindows().stream().anyMatch(window -> window.isOpen(now));
    }

    /** Refuses a backup that is proven less than demanded. */
    public void checkBackup(String level) throws AbortException {
        for (ProtectedDatabase policy : policies) {
            if (!ProofLevel.atLeast(level, policy.getBackup())) {
                throw refusal(
                        policy,
                        "it demands a backup proven by " + policy.getBackup() + " at least, and this is " + level);
            }
        }
    }

    private AbortException refusal(ProtectedDatabase policy, String why) {
        return new AbortException(
                "The policy " + policy.getName() + " protects " + undertaking + ": " + why + ". Nothing was run.");
    }
}
