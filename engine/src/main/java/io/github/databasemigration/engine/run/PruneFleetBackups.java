package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.configuration.Configuration;
import io.github.databasemigration.engine.configuration.Environment;
import io.github.databasemigration.engine.configuration.FleetMember;
import io.github.databasemigration.engine.configuration.TargetName;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The same as {@link PruneBackups} for all stores of a fleet: the one of the whole database, and one of each target. Nobody
 * is asked for the targets, but the folder of the backups: those of a target that is gone are pruned, too.
 */
public final class PruneFleetBackups {
    private final Configuration configuration;
    private final Environment fleet;
    private final Clock clock;

    /** {@link PruneBackups#delete} or {@link PruneBackups#due}. */
    private interface Pruning {
        PruneBackups.Pruned prune(PruneBackups store, Optional<Duration> copiesAge);
    }

    public PruneFleetBackups(Configuration configuration, Environment fleet, Clock clock) {
        this.configuration = configuration;
        this.fleet = fleet;
        this.clock = clock;
    }

    /**
     * What was deleted, or would be.
     *
     * @param stores one of each target, after that of the whole database
     * @param safetyCopies folders with what restores replaced, of whichever environment
     */
    public record Pruned(List<Store> stores, List<String> safetyCopies) {
        public Pruned {
            stores = List.copyOf(stores);
            safetyCopies = List.copyOf(safetyCopies);
        }

        /** Fault {@code FILE_FAILED} where a store could not be pruned. */
        public void require() {
            List<Store> failed =
                    stores.stream().filter(store -> store.fault().isPresent()).toList();
            if (!failed.isEmpty()) {
                Store first = failed.get(0);
                throw new Fault(
                        FaultCode.FILE_FAILED,
                        failed.size() + " of " + stores.size() + " stores could not be pruned. " + first.name() + ": "
                                + first.fault().orElseThrow(),
                        "See to it, and prune again: the other stores are done.");
            }
        }
    }

    /**
     * The backups of one target, or of the whole database.
     *
     * @param name the name of its folder
     * @param backups ids, the newest first
     * @param fault why it was not pruned, or not all of it; empty where it was
     */
    public record Store(String name, List<String> backups, Optional<String> fault) {
        public Store {
            backups = List.copyOf(backups);
        }
    }

    /**
     * Deletes and says what; a store that cannot be read does not keep the others. Fault {@code FILE_FAILED} where nobody can
     * say which stores there are.
     *
     * @param copiesAge as for {@link PruneBackups#delete}
     */
    public Pruned delete(Optional<Duration> copiesAge) {
        return each(copiesAge, PruneBackups::delete);
    }

    /** What {@link #delete} would delete now. */
    public Pruned due(Optional<Duration> copiesAge) {
        return each(copiesAge, PruneBackups::due);
    }

    private Pruned each(Optional<Duration> copiesAge, Pruning pruning) {
        List<Store> stores = new ArrayList<>();
        List<String> copies = new ArrayList<>();
        // The copies belong to all alike, and are pruned once.
        stores.add(prune(configuration, fleet, copiesAge, pruning, copies));
        for (String target : targets()) {
            Configuration of = configuration.of(fleet, target);
            stores.add(prune(of, of.only(), Optional.empty(), pruning, copies));
        }
        return new Pruned(stores, copies);
    }

    private Store prune(
            Configuration of, Environment one, Optional<Duration> copiesAge, Pruning pruning, List<String> copies) {
        try {
            PruneBackups.Pruned pruned = pruning.prune(new PruneBackups(of, one, clock), copiesAge);
            copies.addAll(pruned.safetyCopies());
            return new Store(one.name(), pruned.backups(), Optional.empty());
        } catch (Fault fault) {
            return new Store(one.name(), List.of(), Optional.of(fault.getMessage()));
        }
    }

    /** By the names of their folders. */
    private List<String> targets() {
        Path folder = configuration.project().resolve(fleet.backup().folder());
        String suffix = FleetMember.suffix(fleet.name());
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .map(name -> name.substring(0, name.length() - suffix.length()))
                    .filter(TargetName::fits)
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            throw new Fault(FaultCode.FILE_FAILED, folder + " cannot be read.", "See that this user may read it.");
        }
    }
}
