package io.github.databasemigration.engine.drift;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.fault.Named;
import io.github.databasemigration.engine.plan.SchemaDifference;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How far a database went its own way since the last run: what somebody changed past the migrations.
 *
 * @param condition in one word
 * @param sentence the same for people
 * @param differences object by object, before being as recorded and after as it is; empty unless {@code CHANGED}
 */
public record Drift(Condition condition, String sentence, List<SchemaDifference> differences) {
    private static final String ACCEPT = "migrate-database drift --accept";
    private static final int NAMED = 3;

    /** In one word. */
    public enum Condition {
        /** As the last run left it. */
        NONE,
        /** Objects differ. */
        CHANGED,
        /** Another program, or a run that was killed, migrated since: nobody can tell its work from drift. */
        MIGRATED_ELSEWHERE,
        /** No run has recorded the schema yet. */
        NOT_RECORDED
    }

    public Drift {
        differences = List.copyOf(differences);
    }

    /**
     * Compares.
     *
     * @param recorded what the last run left, if any recorded it
     * @param version where the tool's history stands; empty before the first migration
     * @param serverVersion the server's version
     * @param schema as it is
     */
    public static Drift between(
            Optional<RecordedSchema> recorded,
            Optional<String> version,
            String serverVersion,
            SortedMap<String, String> schema) {
        if (recorded.isEmpty()) {
            return version.isEmpty()
                    ? new Drift(Condition.NONE, "No migration has run yet.", List.of())
                    : new Drift(Condition.NOT_RECORDED, "No run has recorded the schema yet.", List.of());
        }
        RecordedSchema before = recorded.get();
        if (!before.version().equals(version)) {
            return new Drift(
                    Condition.MIGRATED_ELSEWHERE,
                    "The history stands at " + named(version) + ", and the last schema was recorded at "
                            + named(before.version()) + " by " + before.origin()
                            + ": what was migrated since cannot be told from what was changed by hand.",
                    List.of());
        }
        List<SchemaDifference> differences = SchemaDifference.between(before.schema(), schema);
        return differences.isEmpty()
                ? new Drift(Condition.NONE, "The schema is as " + before.origin() + " left it.", differences)
                : new Drift(
                        Condition.CHANGED,
                        "The schema was changed since " + before.origin() + ": " + objects(differences) + "."
                                + upgrade(before.serverVersion(), serverVersion),
                        differences);
    }

    private static String named(Optional<String> version) {
        return version.map(name -> "version " + name).orElse("no version");
    }

    private static String objects(List<SchemaDifference> differences) {
        return Named.some(
                differences.stream()
                        .map(difference -> difference.object() + " (" + difference.change() + ")")
                        .toList(),
                NAMED);
    }

    /** A new server may describe the same objects in other words. */
    private static String upgrade(String before, String now) {
        return before.equals(now) ? "" : " The server was " + before + " then and is " + now + " now.";
    }

    /** Whether the schema is known to be as the last run left it. */
    public boolean none() {
        return condition == Condition.NONE;
    }

    /** Fault {@code DRIFTED} unless the schema is known to be as the last run left it. */
    public void require() {
        if (!none()) {
            throw new Fault(
                    FaultCode.DRIFTED,
                    sentence,
                    "Look at the differences with migrate-database drift; take them back, or write a migration that"
                            + " makes them and is already applied; or accept the schema as it is: " + ACCEPT + ".");
        }
    }
}
