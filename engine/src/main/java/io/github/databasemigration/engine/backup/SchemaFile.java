package io.github.databasemigration.engine.backup;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.json.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * {@code schema.json}: the definitions behind the schema's fingerprint, so that a difference can be named. It is exactly
 * the canonical JSON that the fingerprint is the SHA-256 of: {@code sha256sum schema.json} gives the fingerprint.
 */
final class SchemaFile {
    static final String NAME = "schema.json";

    private SchemaFile() {}

    static void write(Path folder, SortedMap<String, String> schema) throws IOException {
        Durable.write(folder.resolve(NAME), Json.canonical(schema));
    }

    /** What is wrong with the file, compared with the fingerprint of the manifest. */
    static List<Finding> compare(Backup backup, Manifest manifest) {
        if (!Files.isRegularFile(backup.folder().resolve(NAME), LinkOption.NOFOLLOW_LINKS)) {
            return List.of(new Finding(NAME, "is missing"));
        }
        String sha256 = Sha256.hex(bytes(backup));
        return sha256.equals(manifest.schemaFingerprint())
                ? List.of()
                : List.of(new Finding(NAME, "has other content than the fingerprint of the manifest says"));
    }

    static SortedMap<String, String> read(Backup backup) {
        try {
            return Json.mapper().readValue(bytes(backup), new TypeReference<>() {});
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.BACKUP_INVALID,
                    "The schema.json of backup " + backup.id() + " cannot be understood.",
                    "Do not use this backup; name another one.");
        }
    }

    private static byte[] bytes(Backup backup) {
        Path file = backup.folder().resolve(NAME);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw FileFaults.reading(file, e);
        }
    }
}
