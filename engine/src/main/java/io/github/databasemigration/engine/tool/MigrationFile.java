package io.github.databasemigration.engine.tool;

import java.util.List;
import java.util.Optional;

/**
 * One migration as its file tells it, whatever any database says.
 *
 * @param claim what only one migration of a project may be, as in {@code version 3}
 * @param version its version or revision; empty for those that have none
 * @param once whether it runs once in the life of a database, so that its content must not change afterwards
 * @param description what its author called it
 * @param checksum of its content, the same for different line endings
 * @param source its file
 * @param statements its SQL, in order
 * @param noPreview why there is none to show; empty where it is shown
 */
public record MigrationFile(
        String claim,
        Optional<String> version,
        boolean once,
        String description,
        String checksum,
        ScriptSource source,
        List<String> statements,
        Optional<String> noPreview) {

    public MigrationFile {
        statements = List.copyOf(statements);
    }

    /** The path of its file from the project's folder. */
    public String file() {
        return source.file();
    }
}
