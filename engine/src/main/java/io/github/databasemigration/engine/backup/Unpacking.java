package io.github.databasemigration.engine.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.databasemigration.engine.age.AgeKey;
import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes a backup of a packed one again, which is then like any other. It trusts neither names nor sizes nor content of
 * what it unpacks: exactly the files of the manifest come out, each with the size and SHA-256 that the manifest says.
 */
public final class Unpacking {
    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final Optional<AgeKey> key;
    private final Manifest manifest;

    /**
     * Looks at a packed backup. Faults: {@code BACKUP_MISSING} where the folder holds none, {@code BACKUP_INVALID} where its
     * manifest is not one, {@code BACKUP_KEY_INVALID} where it is encrypted and there is no key.
     *
     * @param key what opens it; not needed where it is not encrypted
     */
    public Unpacking(Path folder, Optional<AgeKey> key) {
        this.folder = folder;
        this.key = key;
        this.manifest = new Backup(id(), folder).manifest();
        if (encrypted() && key.isEmpty()) {
            throw new Fault(
                    FaultCode.BACKUP_KEY_INVALID,
                    "The packed backup in " + folder + " is encrypted, and no key was given.",
                    "Give the passphrase or identity with --backup-key-file.");
        }
    }

    /** What it is a backup of. */
    public Manifest manifest() {
        return manifest;
    }

    /**
     * Unpacks below {@code <environment>/<id>}, where backups of that environment are. Faults: {@code BACKUP_INVALID},
     * {@code BACKUP_KEY_INVALID}, {@code DISK_FULL}, {@code FILE_FAILED}, {@code CANCELLED}; nothing is left then.
     */
    public Backup into(Path environmentFolder, Cancellation cancellation) {
        Path partial = environmentFolder.resolve(manifest.id() + Leftovers.PARTIAL);
        Path complete = environmentFolder.resolve(manifest.id());
        try {
            if (!Files.isDirectory(environmentFolder)) {
                Files.createDirectories(environmentFolder, Durable.ownerOnly());
            }
            new Leftovers(environmentFolder).sweep(Instant.now());
            refuseIfThere(environmentFolder, complete);
            FreeSpace.require(environmentFolder, manifest.bytes());
            try (Claim claim = Claim.on(environmentFolder, manifest.id())) {
                Leftovers.delete(partial);
                Files.createDirectory(partial, Durable.ownerOnly());
                try {
                    extract(partial, cancellation);
                    Durable.syncTree(partial);
                    Files.move(partial, complete, StandardCopyOption.ATOMIC_MOVE);
                } catch (RuntimeException | IOException | Error e) {
                    Leftovers.delete(partial);
                    throw e;
                }
            }
            Durable.syncFolder(environmentFolder);
            return new Backup(manifest.id(), complete);
        } catch (IOException e) {
            throw FileFaults.writing(partial, e);
        }
    }

    /** Deletes a backup that was unpacked for one use only. */
    public static void delete(Backup backup) {
        try {
            Leftovers.delete(backup.folder());
        } catch (IOException e) {
            throw FileFaults.writing(backup.folder(), e);
        }
    }

    private void refuseIfThere(Path environmentFolder, Path complete) throws IOException {
        if (Files.exists(complete, LinkOption.NOFOLLOW_LINKS)) {
            throw new Fault(
                    FaultCode.FILE_FAILED,
                    "Backup " + manifest.id() + " is in " + environmentFolder + " already.",
                    "Use it, or move it away.");
        }
        if (Claim.alive(environmentFolder, manifest.id())) {
            throw new Fault(
                    FaultCode.FILE_FAILED,
                    "Somebody else is unpacking backup " + manifest.id() + " in " + environmentFolder + ".",
                    "Wait until he has ended.");
        }
    }

    private void extract(Path partial, Cancellation cancellation) throws IOException {
        Path data = folder.resolve(encrypted() ? Packed.ENCRYPTED : Packed.CLEAR);
        try (InputStream file = new BufferedInputStream(open(data), BUFFER);
                InputStream clear = encrypted() ? key.orElseThrow().decrypt(file) : file) {
            new Entries(manifest, bytes(folder.resolve(ManifestFile.NAME)), partial, cancellation).extract(clear);
            // Only at the end of the stream it is known that nothing was cut off.
            clear.transferTo(OutputStream.nullOutputStream());
        }
    }

    private boolean encrypted() {
        boolean encrypted = Files.isRegularFile(folder.resolve(Packed.ENCRYPTED), LinkOption.NOFOLLOW_LINKS);
        boolean clear = Files.isRegularFile(folder.resolve(Packed.CLEAR), LinkOption.NOFOLLOW_LINKS);
        if (encrypted == clear) {
            throw new Fault(
                    FaultCode.BACKUP_MISSING,
                    "The folder " + folder + " holds " + (clear ? "two packed backups." : "no packed backup."),
                    "Name a folder with " + ManifestFile.NAME + " and " + Packed.ENCRYPTED + " or " + Packed.CLEAR
                            + ".");
        }
        return encrypted;
    }

    /** The name that the manifest has for itself; whether the rest fits is seen when the manifest is checked. */
    private String id() {
        Path file = folder.resolve(ManifestFile.NAME);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Fault(
                    FaultCode.BACKUP_MISSING,
                    "There is no " + ManifestFile.NAME + " in " + folder + ".",
                    "Name the folder of a packed backup.");
        }
        try {
            String id = Json.mapper()
                    .readTree(bytes(file))
                    .path("manifest")
                    .path("id")
                    .asText();
            if (BackupId.time(id).isPresent()) {
                return id;
            }
        } catch (JsonProcessingException e) {
            // Said below.
        } catch (IOException e) {
            throw FileFaults.reading(file, e);
        }
        throw new Fault(
                FaultCode.BACKUP_INVALID,
                "The manifest in " + folder + " is not one of a backup.",
                "Do not use this backup; name another one.");
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw FileFaults.reading(file, e);
        }
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw FileFaults.reading(file, e);
        }
    }
}
