package io.github.databasemigration.engine.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One complete backup on disk. That it is complete says nothing about whether it is still good: {@link Verify} does.
 *
 * @param id its name
 * @param folder its folder
 */
public record Backup(String id, Path folder) {
    static final String DATA = "data";
    static final String KEEP = "keep";

    /** When it was begun. */
    public Instant created() {
        return BackupId.time(id).orElseThrow();
    }

    /** Its manifest, read and checked; fault {@code BACKUP_INVALID}. */
    public Manifest manifest() {
        return ManifestFile.read(this);
    }

    /** The dump. */
    public Path data() {
        return folder.resolve(DATA);
    }

    /** What verifications have found, oldest first. */
    public List<Verified> verifications() {
        return VerificationLog.of(this).read();
    }

    /** Whether the newest verification, of any level, found nothing wrong. */
    public boolean verified() {
        List<Verified> all = verifications();
        return !all.isEmpty() && all.get(all.size() - 1).good();
    }

    /** Why somebody wants it kept whatever the retention says: the content of a file {@code keep} in its folder. */
    public Optional<String> keepReason() {
        Path file = folder.resolve(KEEP);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            // The mark is there, and that is what counts.
            return Optional.of("(the reason cannot be read)");
        }
    }
}
