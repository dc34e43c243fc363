package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;

/**
 * One attempt to take a backup: everything is written into {@code <id>.partial}, synced, and renamed at the very end, so
 * that a folder without that ending is always complete.
 */
final class Attempt {
    private final Path environmentFolder;
    private final String environment;
    private final String id;
    private final Path partial;

    Attempt(Path environmentFolder, String environment, String id) {
        this.environmentFolder = environmentFolder;
        this.environment = environment;
        this.id = id;
        this.partial = environmentFolder.resolve(id + Leftovers.PARTIAL);
    }

    Backup take(Database database, Occasion occasion, Dumps.DumpProgress progress) {
        try (Claim claim = Claim.on(environmentFolder, id)) {
            Files.createDirectory(partial, Durable.ownerOnly());
            try {
                write(database, occasion, progress);
                return publish();
            } catch (RuntimeException | IOException | Error e) {
                Leftovers.discard(partial, evidence(e));
                throw e;
            }
        } catch (IOException e) {
            throw FileFaults.writing(partial, e);
        }
    }

    private void write(Database database, Occasion occasion, Dumps.DumpProgress progress) throws IOException {
        Set<String> ownTables = Set.copyOf(occasion.ownTables());
        SortedMap<String, String> schema = database.schema(ownTables);
        SortedMap<String, String> contents = new HistoryTables(database).contents(occasion.ownTables());
        Path data = Files.createDirectory(partial.resolve(Backup.DATA), Durable.ownerOnly());
        Dumps.Dump dump = database.dumps().dump(data, progress);
        checkWritten(data, dump);
        // The dump has one snapshot and the schema was read in another: only if it is the same on both sides of the
        // dump is it the dump's own.
        if (!schema.equals(database.schema(ownTables))
                || !contents.equals(new HistoryTables(database).contents(occasion.ownTables()))) {
            throw new Fault(
                    FaultCode.BACKUP_FAILED,
                    "Somebody changed the schema of " + database.target().database() + " while the backup was taken.",
                    "Take it again when nobody else changes the schema.");
        }
        Manifest manifest = manifest(database, occasion, dump, Json.sha256(schema), contents);
        SchemaFile.write(partial, schema);
        Durable.write(partial.resolve(ManifestFile.NAME), ManifestFile.text(manifest));
        database.connecting().cancellation().check();
    }

    private Manifest manifest(
            Database database,
            Occasion occasion,
            Dumps.Dump dump,
            String fingerprint,
            SortedMap<String, String> contents) {
        return new Manifest(
                Manifest.FORMAT,
                id,
                BackupId.time(id).orElseThrow(),
                environment,
                occasion.engineVersion(),
                occasion.run(),
                database.target(),
                dump,
                dump.files().stream().mapToLong(Dumps.File::size).sum(),
                fingerprint,
                new Manifest.History(
                        occasion.tool(), occasion.toolVersion(), occasion.version(), occasion.ownTables(), contents));
    }

    /** A dump program that ends well and writes nothing is the oldest way to have no backup. */
    private static void checkWritten(Path data, Dumps.Dump dump) throws IOException {
        for (Dumps.File file : dump.files()) {
            long size = Files.size(data.resolve(file.name()));
            if (size != file.size() || size == 0) {
                throw new Fault(
                        FaultCode.BACKUP_FAILED,
                        dump.tool() + " wrote " + file.size() + " bytes of " + file.name() + ", and the disk has "
                                + size + ".",
                        "Take the backup again; if it stays so, look at the disk.");
            }
        }
        if (dump.files().isEmpty()) {
            throw new Fault(
                    FaultCode.BACKUP_FAILED,
                    dump.tool() + " ended well and wrote nothing.",
                    "Run it by hand to see why.");
        }
    }

    private Backup publish() throws IOException {
        Durable.syncTree(partial);
        Path complete = environmentFolder.resolve(id);
        Files.move(partial, complete, StandardCopyOption.ATOMIC_MOVE);
        Durable.syncFolder(environmentFolder);
        return new Backup(id, complete);
    }

    /** Nothing of an exception that is no Fault: its text is not redacted. */
    private static String evidence(Throwable e) {
        String what = e instanceof Fault fault
                ? fault.code() + "\n" + fault.getMessage() + "\n" + fault.remedy()
                : FaultCode.INTERNAL + "\n" + e.getClass().getName();
        return "The backup was not completed. " + Instant.now() + "\n" + what + "\n";
    }
}
