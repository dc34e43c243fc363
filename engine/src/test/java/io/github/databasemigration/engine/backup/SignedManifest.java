package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.json.Sha256;
import io.github.databasemigration.engine.platform.Dumps;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A backup's manifest written again: sizes, hashes and digest fit the files that lie there, and what is changed besides is what a
 * taker with a bug would have written.
 */
final class SignedManifest {
    private final Backup backup;
    private Dumps.Dump dump;
    private String fingerprint;
    private Manifest.History history;

    private SignedManifest(Backup backup, List<Dumps.File> files) {
        Manifest is = backup.manifest();
        this.backup = backup;
        this.dump = new Dumps.Dump(
                is.dump().format(), is.dump().tool(), files, is.dump().rowCounts());
        this.fingerprint = is.schemaFingerprint();
        this.history = is.history();
    }

    static SignedManifest of(Backup backup) throws IOException {
        List<Dumps.File> files = new ArrayList<>();
        for (Dumps.File file : backup.manifest().dump().files()) {
            byte[] content = Files.readAllBytes(backup.data().resolve(file.name()));
            files.add(new Dumps.File(file.name(), content.length, Sha256.hex(content)));
        }
        return new SignedManifest(backup, files);
    }

    SignedManifest rows(String table, long rows) {
        TreeMap<String, Long> counts = new TreeMap<>(dump.rowCounts());
        counts.put(table, rows);
        dump = new Dumps.Dump(dump.format(), dump.tool(), dump.files(), counts);
        return this;
    }

    SignedManifest schema(SortedMap<String, String> schema) {
        fingerprint = Json.sha256(schema);
        return this;
    }

    SignedManifest history(String sha256) {
        TreeMap<String, String> contents = new TreeMap<>(history.contents());
        contents.replaceAll((table, good) -> sha256);
        history = new Manifest.History(
                history.tool(), history.toolVersion(), history.version(), history.ownTables(), contents);
        return this;
    }

    void write() throws IOException {
        Manifest is = backup.manifest();
        Manifest written = new Manifest(
                is.format(),
                is.id(),
                is.created(),
                is.environment(),
                is.engineVersion(),
                is.run(),
                is.target(),
                dump,
                dump.files().stream().mapToLong(Dumps.File::size).sum(),
                fingerprint,
                history);
        Files.writeString(backup.folder().resolve("manifest.json"), ManifestFile.text(written));
    }
}
