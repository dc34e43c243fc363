package io.github.databasemigration.engine.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.platform.Dumps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code manifest.json}: {@code {"digest": …, "manifest": …}}, the digest being the SHA-256 over the canonical JSON of
 * the manifest.
 *
 * <p>The digest notices a slip, a damaged disk or an edit; it is no signature, for whoever can write the file can
 * compute it. So nothing that is read here is trusted with more than its own folder: names lead nowhere else.
 */
final class ManifestFile {
    static final String NAME = "manifest.json";

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private ManifestFile() {}

    private record Document(String digest, Manifest manifest) {}

    static String text(Manifest manifest) {
        return Json.pretty(new Document(Json.sha256(manifest), manifest));
    }

    /** Reads and checks the manifest of a backup; fault {@code BACKUP_INVALID}. */
    static Manifest read(Backup backup) {
        Path file = backup.folder().resolve(NAME);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw invalid(backup, "is missing");
        }
        try {
            JsonNode document = Json.mapper().readTree(Files.readString(file));
            JsonNode body = document.path("manifest");
            checkFormat(backup, body);
            // Over the file's own content and not over what we make of it, so that nothing can be smuggled past.
            String digest = Json.sha256(Json.mapper().convertValue(body, Object.class));
            if (!digest.equals(document.path("digest").asText())) {
                throw invalid(backup, "has been changed: its digest does not fit its content");
            }
            return checked(backup, Json.mapper().treeToValue(body, Manifest.class));
        } catch (JsonProcessingException | java.nio.charset.CharacterCodingException e) {
            throw invalid(backup, "cannot be understood");
        } catch (IOException e) {
            throw FileFaults.reading(file, e);
        }
    }

    private static void checkFormat(Backup backup, JsonNode body) {
        int format = body.path("format").asInt();
        if (format > Manifest.FORMAT) {
            throw new Fault(
                    FaultCode.UNSUPPORTED,
                    "Backup " + backup.id() + " has a manifest of format " + format + ", this program reads up to "
                            + Manifest.FORMAT + ".",
                    "Use the version of this program that took it, or a newer one.");
        }
    }

    private static Manifest checked(Backup backup, Manifest manifest) {
        if (manifest == null
                || manifest.format() != Manifest.FORMAT
                || manifest.created() == null
                || manifest.environment() == null
                || manifest.target() == null
                || manifest.dump() == null
                || manifest.dump().rowCounts() == null
                || manifest.schemaFingerprint() == null
                || manifest.history() == null) {
            throw invalid(backup, "is incomplete");
        }
        if (!backup.id().equals(manifest.id())) {
            throw invalid(backup, "belongs to backup " + manifest.id());
        }
        Set<String> names = new HashSet<>();
        long bytes = 0;
        for (Dumps.File file : manifest.dump().files()) {
            if (!safe(file.name()) || !names.add(file.name())) {
                throw invalid(backup, "names a file that no backup has: " + printable(file.name()));
            }
            if (file.size() < 0 || !SHA256.matcher(file.sha256()).matches()) {
                throw invalid(backup, "has no size or hash for " + file.name());
            }
            bytes += file.size();
        }
        if (names.isEmpty() || bytes != manifest.bytes()) {
            throw invalid(backup, "does not add up: its files have " + bytes + " bytes, not " + manifest.bytes());
        }
        return manifest;
    }

    /** Whether a name stays within its folder on every system: relative, without dot-dot, drive or control character. */
    static boolean safe(String name) {
        if (name == null || name.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '\\' || c == ':')) {
            return false;
        }
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }

    private static String printable(String name) {
        return name == null ? "null" : name.replaceAll("[\\x00-\\x1f\\x7f]", "?");
    }

    private static Fault invalid(Backup backup, String problem) {
        return new Fault(
                FaultCode.BACKUP_INVALID,
                "The manifest of backup " + backup.id() + " " + problem + ".",
                "Do not use this backup; name another one.");
    }
}
