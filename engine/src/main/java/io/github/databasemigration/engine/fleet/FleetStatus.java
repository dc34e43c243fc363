package io.github.databasemigration.engine.fleet;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.run.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the targets of a fleet are. Reading it changes nothing.
 *
 * @param environment the environment's name
 * @param targets in the order in which they are named
 */
public record FleetStatus(String environment, List<TargetStatus> targets) {
    public FleetStatus {
        targets = List.copyOf(targets);
    }

    /**
     * One target.
     *
     * @param name its name
     * @param currentVersion where it is; empty before the first migration, and where it could not be asked
     * @param pending labels of what would run
     * @param lockedBy who is migrating it now
     * @param interrupted what an interrupted run left, in sentences
     * @param fault why it could not be asked, by the code of the fault; empty where it could
     * @param message the same for people
     */
    public record TargetStatus(
            String name,
            Optional<String> currentVersion,
            List<String> pending,
            Optional<String> lockedBy,
            List<String> interrupted,
            Optional<String> fault,
            Optional<String> message) {
        public TargetStatus {
            pending = List.copyOf(pending);
            interrupted = List.copyOf(interrupted);
        }
    }

    /** Asks each, several at a time. */
    public static FleetStatus read(Fleet fleet) {
        Map<String, TargetStatus> found = new ConcurrentHashMap<>();
        try (Crew crew = new Crew(fleet.policy().rollout().parallel())) {
            crew.each(fleet.names(), name -> found.put(name, read(fleet, name)));
        }
        return new FleetStatus(
                fleet.order().environment().name(),
                fleet.names().stream().map(found::get).toList());
    }

    private static TargetStatus read(Fleet fleet, String name) {
        try {
            Status status = Status.read(fleet.part(name, fleet.order().cancellation()));
            return new TargetStatus(
                    name,
                    status.currentVersion(),
                    status.pending(),
                    status.lockedBy().map(Object::toString),
                    status.interrupted(),
                    Optional.empty(),
                    Optional.empty());
        } catch (Fault fault) {
            return new TargetStatus(
                    name,
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    Optional.of(fault.code().name()),
                    Optional.of(fault.getMessage()));
        }
    }
}
