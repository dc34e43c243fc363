package io.github.databasemigration.engine.drift;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The schema as a run left it.
 *
 * @param format version of this structure
 * @param run the run's id
 * @param by who ran it
 * @param at when
 * @param version where the migration tool's history stood; empty before the first migration
 * @param serverVersion of the server that described its schema
 * @param schema object by object, as {@link io.github.databasemigration.engine.platform.Database#schema} gives it
 */
public record RecordedSchema(
        int format,
        String run,
        String by,
        Instant at,
        Optional<String> version,
        String serverVersion,
        SortedMap<String, String> schema) {
    /** The version of this structure. */
    public static final int FORMAT = 1;

    public RecordedSchema {
        schema = Collections.unmodifiableSortedMap(new TreeMap<>(schema));
    }

    /** For people: which run it was, and when. */
    public String origin() {
        return "run " + run + " by " + by + " at " + at;
    }
}
