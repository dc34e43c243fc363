package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.json.Sha256;
import io.github.databasemigration.engine.plan.Target;
import io.github.databasemigration.engine.platform.Dumps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Complete backups on disk, made by hand, for tests that need no database. */
final class CraftedBackup {
    static final Target SHOP = new Target("postgresql", "db1:5432", "shop", "15.18", "app");

    private CraftedBackup() {}

    static Backup in(Path environmentFolder, String id, Map<String, byte[]> files) throws IOException {
        Path folder = Files.createDirectories(environmentFolder.resolve(id));
        List<Dumps.File> listed = new ArrayList<>();
        for (var file : new TreeMap<>(files).entrySet()) {
            Path path = folder.resolve("data").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
            listed.add(new Dumps.File(file.getKey(), file.getValue().length, Sha256.hex(file.getValue())));
        }
        SchemaFile.write(folder, new TreeMap<>());
        Files.writeString(folder.resolve("manifest.json"), ManifestFile.text(manifest(id, listed)));
        return new Backup(id, folder);
    }

    static Backup in(Path environmentFolder, String id) throws IOException {
        return in(environmentFolder, id, Map.of("dump", new byte[] {1, 2, 3}));
    }

    static Manifest manifest(String id, List<Dumps.File> files) {
        return new Manifest(
                Manifest.FORMAT,
                id,
                BackupId.time(id).orElseThrow(),
                "production",
                "1.0",
                Optional.of("run-1"),
                SHOP,
                new Dumps.Dump("pg_dump-directory", "pg_dump 15.18", files, new TreeMap<>(Map.of("public.orders", 3L))),
                files.stream().mapToLong(Dumps.File::size).sum(),
                Json.sha256(new TreeMap<>()),
                new Manifest.History(
                        "flyway",
                        "13.12.0",
                        Optional.of("4"),
                        List.of("flyway_schema_history"),
                        new TreeMap<>(Map.of("public.flyway_schema_history", "0".repeat(64)))));
    }

    static Backup verified(Backup backup, Finding... findings) throws IOException {
        VerificationLog.of(backup)
                .add(new Verified(
                        io.github.databasemigration.engine.configuration.Environment.Verification.CHECKSUM,
                        Instant.parse("2026-11-22T12:00:00Z"),
                        Duration.ofMillis(12),
                        List.of("checksum: 1 files"),
                        List.of(findings)));
        return backup;
    }
}
