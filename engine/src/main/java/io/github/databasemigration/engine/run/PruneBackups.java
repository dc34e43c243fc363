package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.backup.Backup;
import io.github.databasemigration.engine.backup.Backups;
import io.github.databasemigration.engine.backup.Retention;
import io.github.databasemigration.engine.backup.SafetyCopies;
import io.github.databasemigration.engine.configuration.Configuration;
import io.github.databasemigration.engine.configuration.Environment;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Deletes the backups of an environment that nobody needs any more, exactly as it is done after each backup, without taking
 * one. Asks no database, and so needs no password.
 */
public final class PruneBackups {
    private final Backups backups;
    private final Retention retention;
    private final SafetyCopies safetyCopies;
    private final Clock clock;

    public PruneBackups(Configuration configuration, Environment environment, Clock clock) {
        this.clock = clock;
        Path project = configuration.project();
        backups = new Backups(project.resolve(environment.backup().folder()), environment.name(), clock);
        retention =
                new Retention(environment.backup().keep(), environment.backup().keepFor(), clock);
        safetyCopies = new SafetyCopies(project.resolve(Order.WORK_FOLDER).resolve("runs"));
    }

    /**
     * What was deleted, or would be.
     *
     * @param backups ids, the newest first
     * @param safetyCopies folders with what restores replaced, of whichever environment
     */
    public record Pruned(List<String> backups, List<String> safetyCopies) {
        public Pruned {
            backups = List.copyOf(backups);
            safetyCopies = List.copyOf(safetyCopies);
        }
    }

    /**
     * Deletes and says what. Fault {@code FILE_FAILED}.
     *
     * @param copiesAge how old what restores replaced has to be to go, too; empty: it stays
     */
    public Pruned delete(Optional<Duration> copiesAge) {
        List<Path> copies = copies(copiesAge);
        List<Backup> deleted = retention.apply(backups);
        copies.forEach(SafetyCopies::delete);
        return pruned(deleted, copies);
    }

    /** What {@link #delete} would delete now. */
    public Pruned due(Optional<Duration> copiesAge) {
        return pruned(retention.due(backups), copies(copiesAge));
    }

    private List<Path> copies(Optional<Duration> age) {
        return age.map(old -> safetyCopies.before(clock.instant().minus(old))).orElse(List.of());
    }

    private static Pruned pruned(List<Backup> backups, List<Path> copies) {
        return new Pruned(
                backups.stream().map(Backup::id).toList(),
                copies.stream().map(Path::toString).toList());
    }
}
