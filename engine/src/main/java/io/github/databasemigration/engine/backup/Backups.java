package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The backups of one environment: {@code <backups>/<environment>/<id>/}. Any number of processes may use one store.
 */
public final class Backups {
    private static final Pattern ENVIRONMENT =
            Pattern.compile("([A-Za-z0-9_][A-Za-z0-9._-]{0,62}@)?[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final int NAMED = 5;

    private final Path folder;
    private final String environment;
    private final Clock clock;

    /**
     * @param backups the folder of all environments' backups; created when the first backup is taken
     * @param environment the environment's name, or that of one target of its fleet; fault {@code CONFIGURATION_INVALID} if it is no name for a folder
     */
    public Backups(Path backups, String environment, Clock clock) {
        if (!ENVIRONMENT.matcher(environment).matches()) {
            throw new Fault(
                    FaultCode.CONFIGURATION_INVALID,
                    "The environment's name \"" + environment + "\" cannot name a folder of backups.",
                    "Use letters, digits, dot, dash and underscore.");
        }
        this.folder = backups.toAbsolutePath().normalize().resolve(environment);
        this.environment = environment;
        this.clock = clock;
    }

    /** The folder of this environment's backups; it need not exist. */
    public Path folder() {
        return folder;
    }

    /**
     * Takes a backup. Call it with the migration lock held: a schema that changes meanwhile makes it fail.
     *
     * <p>Faults: those of {@link Dumps#check} and {@code DISK_FULL} before anything is written; {@code BACKUP_FAILED},
     * {@code DISK_FULL}, {@code CANCELLED}, {@code FILE_FAILED} later, when the reason is in {@code failed.txt} in the
     * attempt's folder and the data written so far is removed.
     */
    public Backup take(Database database, Occasion occasion, Dumps.DumpProgress progress) {
        database.dumps().check();
        try {
            if (!Files.isDirectory(folder)) {
                // Not asked of a folder that is there: Java 17 refuses a link to one.
                Files.createDirectories(folder, Durable.ownerOnly());
            }
            new Leftovers(folder).sweep(clock.instant());
        } catch (IOException e) {
            throw FileFaults.writing(folder, e);
        }
        FreeSpace.require(folder, database.dumps().estimateBytes());
        return new Attempt(folder, environment, BackupId.create(clock)).take(database, occasion, progress);
    }

    /** Every complete backup, newest first. */
    public List<Backup> all() {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry ->
                            BackupId.time(entry.getFileName().toString()).isPresent() && Files.isDirectory(entry))
                    .map(entry -> new Backup(entry.getFileName().toString(), entry))
                    .sorted(Comparator.comparing(Backup::id).reversed())
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw FileFaults.reading(folder, e);
        }
    }

    /** The newest backup. Whether it is good is another question: an older one is never taken in its place silently. */
    public Optional<Backup> latest() {
        return all().stream().findFirst();
    }

    /** The backup of that name; fault {@code BACKUP_MISSING} that says what there is. */
    public Backup find(String id) {
        List<Backup> all = all();
        return all.stream().filter(backup -> backup.id().equals(id)).findFirst().orElseThrow(() -> missing(id, all));
    }

    private Fault missing(String id, List<Backup> all) {
        boolean failed = BackupId.time(id).isPresent() && Files.isDirectory(folder.resolve(id + Leftovers.PARTIAL));
        String what = failed
                ? "Backup " + id + " in " + folder + " was not completed."
                : "There is no backup \"" + id + "\" in " + folder + ".";
        String names = all.stream().limit(NAMED).map(Backup::id).collect(Collectors.joining(", "));
        String remedy = all.isEmpty()
                ? "No backup was completed there: take one, or name the folder where they are."
                : all.size() <= NAMED
                        ? "There is: " + names + "."
                        : "There are " + all.size() + ", the newest: " + names + ".";
        return new Fault(FaultCode.BACKUP_MISSING, what, remedy);
    }
}
