package io.github.databasemigration.engine.tool.liquibase.bridge;

import java.util.List;
import java.util.Optional;

/**
 * One changeset, as the changelog and the database tell it.
 *
 * @param file the path that Liquibase records
 * @param path the file that holds it, from a folder of {@link ChangelogSource#roots}
 * @param id its id
 * @param author its author
 * @param description its comments, or else what its changes do
 * @param checksum Liquibase's own
 * @param state where it stands
 * @param transactional whether it wants a transaction
 * @param repeatable whether it runs again, always or when it is changed
 * @param guard what its preconditions do if they do not hold ({@code MARK_RAN}, …); empty where it has none
 * @param opaque why its SQL cannot be known before it runs; empty where it can
 * @param program the program that it wants to be run with; empty: none
 * @param reversible whether it can be rolled back
 * @param tags the tags that it sets
 */
public record KnownChangeSet(
        String file,
        String path,
        String id,
        String author,
        String description,
        String checksum,
        State state,
        boolean transactional,
        boolean repeatable,
        Optional<String> guard,
        Optional<String> opaque,
        Optional<String> program,
        boolean reversible,
        List<String> tags) {

    /** Where a changeset stands. */
    public enum State {
        /** It would run. */
        PENDING,
        /** It has run, and always does, or was changed and runs then. */
        AGAIN,
        /** It has run. */
        APPLIED,
        /** It has run, and has other content now. */
        CHANGED,
        /** Contexts, labels, the kind of database or its preconditions leave it out. */
        LEFT_OUT
    }

    /** As Liquibase names it. */
    public String name() {
        return name(file, id, author);
    }

    static String name(String file, String id, String author) {
        return file + "::" + id + "::" + author;
    }
}
