package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Sha256;
import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.engine.platform.HashingOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Takes the entries of a packed backup out: those that the manifest names, and nothing else. */
final class Entries {
    private static final int BUFFER = 1 << 16;

    /** The definitions of very many tables; more is none. */
    private static final long LARGEST_SCHEMA = 1L << 28;

    private final Manifest manifest;
    private final Path to;
    private final Cancellation cancellation;
    private final Map<String, Expected> expected = new TreeMap<>();

    /** What an entry must be; more bytes than this are not read of it. */
    private record Expected(long most, String sha256) {}

    /** @param head the manifest as it came in clear: the packed one must be the same */
    Entries(Manifest manifest, byte[] head, Path to, Cancellation cancellation) {
        this.manifest = manifest;
        this.to = to;
        this.cancellation = cancellation;
        expected.put(ManifestFile.NAME, new Expected(head.length, Sha256.hex(head)));
        expected.put(SchemaFile.NAME, new Expected(LARGEST_SCHEMA, manifest.schemaFingerprint()));
        for (Dumps.File file : manifest.dump().files()) {
            expected.put(Backup.DATA + "/" + file.name(), new Expected(file.size(), file.sha256()));
        }
    }

    void extract(InputStream in) throws IOException {
        Files.createDirectory(to.resolve(Backup.DATA), Durable.ownerOnly());
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = next(zip); entry != null; entry = next(zip)) {
            Expected what = expected.remove(entry.getName());
            if (what == null) {
                throw invalid("holds something that its manifest does not name");
            }
            extract(zip, entry.getName(), what);
        }
        if (!expected.isEmpty()) {
            throw invalid("lacks " + expected.keySet().iterator().next());
        }
    }

    private void extract(ZipInputStream zip, String name, Expected what) throws IOException {
        // Safe: it is one of our own names, or one that the manifest's reader has checked.
        Path file = to.resolve(name);
        Files.createDirectories(file.getParent(), Durable.ownerOnly());
        try (HashingOutput out = new HashingOutput(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            copy(zip, out, name, what.most());
            if (!out.file(name).sha256().equals(what.sha256())) {
                throw otherContent(name);
            }
        }
    }

    private void copy(ZipInputStream zip, HashingOutput out, String name, long most) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = read(zip, buffer); read >= 0; read = read(zip, buffer)) {
            cancellation.check();
            if (out.written() + read > most) {
                throw otherContent(name);
            }
            out.write(buffer, 0, read);
        }
    }

    private ZipEntry next(ZipInputStream zip) throws IOException {
        try {
            return zip.getNextEntry();
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw invalid("is damaged or cut off");
        }
    }

    private int read(ZipInputStream zip, byte[] buffer) throws IOException {
        try {
            return zip.read(buffer);
        } catch (ZipException | EOFException e) {
            throw invalid("is damaged or cut off");
        }
    }

    private Fault otherContent(String name) {
        return invalid("has other content than its manifest says, in " + name);
    }

    private Fault invalid(String problem) {
        return new Fault(
                FaultCode.BACKUP_INVALID,
                "The packed backup " + manifest.id() + " " + problem + ".",
                "Do not use it; name another one.");
    }
}
