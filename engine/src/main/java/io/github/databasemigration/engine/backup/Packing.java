package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.age.AgeKey;
import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Sha256;
import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.engine.platform.HashingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs a backup for transport. Streams; memory does not grow with it. The manifest is written last, so a folder without
 * one holds nothing.
 */
public final class Packing {
    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final Optional<AgeKey> key;

    /**
     * @param folder where to; it is made, or must be empty
     * @param key what to encrypt with; empty: not at all
     */
    public Packing(Path folder, Optional<AgeKey> key) {
        this.folder = folder;
        this.key = key;
    }

    /**
     * Packs, comparing every byte with the manifest on the way. Faults: {@code BACKUP_INVALID} where the backup is not what
     * its manifest says, {@code DISK_FULL}, {@code FILE_FAILED}, {@code CANCELLED}; nothing is left then.
     */
    public Packed pack(Backup backup, Cancellation cancellation) {
        try (Claim inUse = Claim.orNone(backup)) {
            Manifest manifest = backup.manifest();
            prepare();
            FreeSpace.require(folder, manifest.bytes());
            try {
                Dumps.File data = writeData(backup, manifest, cancellation);
                Dumps.File head = copy(backup.folder().resolve(ManifestFile.NAME), folder.resolve(ManifestFile.NAME));
                return new Packed(folder, key.map(AgeKey::kind).orElse("none"), List.of(head, data));
            } catch (IOException e) {
                discard();
                throw FileFaults.writing(folder, e);
            } catch (RuntimeException | Error e) {
                discard();
                throw e;
            }
        }
    }

    private void prepare() {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, Durable.ownerOnly());
            }
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw new Fault(
                            FaultCode.FILE_FAILED,
                            "The folder " + folder + " for the packed backup is not empty.",
                            "Name another one, or empty it.");
                }
            }
        } catch (IOException e) {
            throw FileFaults.writing(folder, e);
        }
    }

    private Dumps.File writeData(Backup backup, Manifest manifest, Cancellation cancellation) throws IOException {
        String name = key.isPresent() ? Packed.ENCRYPTED : Packed.CLEAR;
        HashingOutput file = new HashingOutput(
                Files.newOutputStream(folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        try (file;
                OutputStream inner = key.isPresent() ? key.get().encrypt(file) : file;
                ZipOutputStream zip = new ZipOutputStream(inner)) {
            Path head = backup.folder().resolve(ManifestFile.NAME);
            Path schema = backup.folder().resolve(SchemaFile.NAME);
            add(zip, manifest, ManifestFile.NAME, head, Optional.empty(), cancellation);
            add(zip, manifest, SchemaFile.NAME, schema, Optional.of(manifest.schemaFingerprint()), cancellation);
            for (Dumps.File each : manifest.dump().files()) {
                Path path = backup.data().resolve(each.name());
                String entry = Backup.DATA + "/" + each.name();
                add(zip, manifest, entry, path, Optional.of(each.sha256()), cancellation);
            }
        }
        return file.file(name);
    }

    private static void add(
            ZipOutputStream zip,
            Manifest manifest,
            String name,
            Path from,
            Optional<String> sha256,
            Cancellation cancellation)
            throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(manifest.created().atOffset(ZoneOffset.UTC).toLocalDateTime());
        zip.setLevel(name.endsWith(".gz") ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
        zip.putNextEntry(entry);
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = open(from)) {
            for (int read = read(in, buffer, from); read >= 0; read = read(in, buffer, from)) {
                cancellation.check();
                digest.update(buffer, 0, read);
                zip.write(buffer, 0, read);
            }
        }
        zip.closeEntry();
        String is = Sha256.finish(digest);
        if (sha256.isPresent() && !sha256.get().equals(is)) {
            throw new Fault(
                    FaultCode.BACKUP_INVALID,
                    name + " of backup " + manifest.id() + " has other content than the manifest says.",
                    "Do not use this backup; take a new one.");
        }
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw FileFaults.reading(file, e);
        }
    }

    private static int read(InputStream in, byte[] buffer, Path file) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw FileFaults.reading(file, e);
        }
    }

    private static Dumps.File copy(Path from, Path to) throws IOException {
        try (HashingOutput out = new HashingOutput(Files.newOutputStream(to, StandardOpenOption.CREATE_NEW))) {
            Files.copy(from, out);
            return out.file(ManifestFile.NAME);
        }
    }

    private void discard() {
        for (String name : List.of(Packed.CLEAR, Packed.ENCRYPTED, ManifestFile.NAME)) {
            try {
                Files.deleteIfExists(folder.resolve(name));
            } catch (IOException e) {
                // Without a manifest it is no packed backup; the fault that brought us here is the one to be told.
            }
        }
    }
}
