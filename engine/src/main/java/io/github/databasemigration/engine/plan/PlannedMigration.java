package io.github.databasemigration.engine.plan;

import java.util.List;
import java.util.Optional;

/**
 * One migration that would run.
 *
 * @param version its version or revision; empty for a repeatable migration or a callback
 * @param description what its author called it
 * @param script the script's name as the tool records it, or the revision file's relative path
 * @param kind what kind of migration it is
 * @param sha256 SHA-256 (lower-case hex) of the file's bytes: what "byte for byte" means
 * @param toolChecksum the tool's own checksum, as in its history; empty where it has none
 * @param statements the SQL it would send, in order, placeholders replaced; empty with a reason in {@code noPreview}
 * @param noPreview why the SQL cannot be shown ("cannot be previewed: reads data"); empty where it is shown
 * @param transactional whether it runs in a transaction that is rolled back when it fails, on this platform
 * @param irreversible why it probably cannot be undone without a backup; empty where nothing suggests that
 */
public record PlannedMigration(
        Optional<String> version,
        String description,
        String script,
        MigrationKind kind,
        String sha256,
        Optional<String> toolChecksum,
        List<String> statements,
        Optional<String> noPreview,
        boolean transactional,
        List<String> irreversible) {

    public PlannedMigration {
        statements = List.copyOf(statements);
        irreversible = List.copyOf(irreversible);
    }

    /** The version, or the script's name where there is none: how messages and events name it. */
    public String label() {
        return version.orElse(script);
    }
}
