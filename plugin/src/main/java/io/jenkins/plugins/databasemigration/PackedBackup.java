package io.jenkins.plugins.databasemigration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.util.Secret;
import io.jenkins.plugins.databasemigration.backup.ArchivedBackup;
import io.jenkins.plugins.databasemigration.backup.ArchivedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A backup as a run left it packed on the agent. It is judged by its files alone, so that the backup of a run that was
 * killed while it migrated is not lost.
 */
final class PackedBackup {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String MANIFEST = "manifest.json";

    /** Written as the last of its files: without it there is no packed backup. */
    private final JsonNode manifest;

    private final String encryption;
    private final List<ArchivedFile> files;

    private PackedBackup(JsonNode manifest, String encryption, List<ArchivedFile> files) {
        this.manifest = manifest;
        this.encryption = encryption;
        this.files = files;
    }

    /** The packed backup in a folder; null where there is none. */
    @CheckForNull
    static PackedBackup in(FilePath folder) throws IOException, InterruptedException {
        if (!folder.child(MANIFEST).exists()) {
            return null;
        }
        List<ArchivedFile> files = new ArrayList<>();
        String encryption = "";
        for (FilePath file : folder.list()) {
            files.add(new ArchivedFile(file.getName(), file.length(), file.act(new Sha256())));
            if (!file.getName().equals(MANIFEST)) {
                encryption = encryption(file);
            }
        }
        try (InputStream in = folder.child(MANIFEST).read()) {
            return new PackedBackup(MAPPER.readTree(in).path("manifest"), encryption, files);
        }
    }

    /** The first stanza of a file in the age format says what opens it. */
    private static String encryption(FilePath data) throws IOException, InterruptedException {
        try (InputStream in = data.read()) {
            String head = new String(in.readNBytes(64), StandardCharsets.US_ASCII);
            return head.contains("\n-> scrypt ") ? "passphrase" : "recipient";
        }
    }

    /** The same among the artifacts of a build. */
    ArchivedBackup archived(
            String run, String verification, @CheckForNull String keyCredentialsId, @CheckForNull Secret key) {
        return new ArchivedBackup(
                run,
                manifest.path("id").asText(),
                manifest.path("environment").asText(),
                Database.text(manifest.path("target")),
                manifest.path("history").path("version").asText(null),
                verification,
                encryption,
                files,
                keyCredentialsId,
                key);
    }
}
