package io.github.databasemigration.engine.tool.liquibase.bridge;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One row of Liquibase's history.
 *
 * @param file the path that is recorded
 * @param id the changeset's id
 * @param author its author
 * @param description as recorded
 * @param when it ran, by the database's clock
 * @param tag of the row
 * @param changeSet its place in {@link Changelog#changeSets}; empty where the changelog does not have it
 */
public record Ran(
        String file,
        String id,
        String author,
        String description,
        Optional<LocalDateTime> when,
        Optional<String> tag,
        OptionalInt changeSet) {

    /** As Liquibase names it. */
    public String name() {
        return KnownChangeSet.name(file, id, author);
    }
}
