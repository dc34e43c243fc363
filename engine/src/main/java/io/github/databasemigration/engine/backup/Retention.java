package io.github.databasemigration.engine.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deletes the backups that nobody needs any more.
 *
 * <p>Whatever the numbers say it keeps the newest backup, the newest that was verified and found good, those marked
 * {@code keep}, and those that somebody is just reading. A deletion renames the folder first and removes it then, so
 * that a crash leaves a whole backup or something that is no backup, never half of one.
 */
public final class Retention {
    private final int keep;
    private final Duration keepFor;
    private final Clock clock;

    /**
     * @param keep how many of the newest are kept; 0 keeps all
     * @param keepFor those younger than this are kept too
     */
    public Retention(int keep, Duration keepFor, Clock clock) {
        this.keep = keep;
        this.keepFor = keepFor;
        this.clock = clock;
    }

    /** Deletes and says what. Fault {@code FILE_FAILED} if something cannot be deleted. */
    public List<Backup> apply(Backups backups) {
        Path folder = backups.folder();
        if (Files.notExists(folder)) {
            return List.of();
        }
        try {
            new Leftovers(folder).sweep(clock.instant());
            List<Backup> deleted = new ArrayList<>();
            for (Backup backup : due(backups)) {
                // Deleting the ones before may have taken long enough for somebody to begin with this one.
                if (!Claim.alive(folder, backup.id())) {
                    delete(folder, backup);
                    deleted.add(backup);
                }
            }
            return deleted;
        } catch (IOException e) {
            throw FileFaults.writing(folder, e);
        }
    }

    /** What {@link #apply} would delete now. Fault {@code FILE_FAILED} if that cannot be read. */
    public List<Backup> due(Backups backups) {
        Path folder = backups.folder();
        List<Backup> due = new ArrayList<>();
        try {
            for (Backup backup : candidates(backups.all())) {
                if (backup.keepReason().isEmpty() && !Claim.alive(folder, backup.id())) {
                    due.add(backup);
                }
            }
            return due;
        } catch (IOException e) {
            throw FileFaults.reading(folder, e);
        }
    }

    /** What the numbers give up, oldest last. */
    private List<Backup> candidates(List<Backup> newestFirst) {
        if (keep == 0) {
            return List.of();
        }
        Instant young = clock.instant().minus(keepFor);
        Optional<Backup> proven = newestFirst.stream().filter(Backup::verified).findFirst();
        return newestFirst.stream()
                .skip(keep)
                .filter(backup -> backup.created().isBefore(young))
                .filter(backup -> proven.map(kept -> !kept.equals(backup)).orElse(true))
                .toList();
    }

    private static void delete(Path folder, Backup backup) throws IOException {
        Path condemned = folder.resolve(backup.id() + Leftovers.DELETING);
        Files.move(backup.folder(), condemned, StandardCopyOption.ATOMIC_MOVE);
        Durable.syncFolder(folder);
        Leftovers.delete(condemned);
    }
}
