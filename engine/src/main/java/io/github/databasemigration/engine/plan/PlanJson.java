package io.github.databasemigration.engine.plan;

import io.github.databasemigration.engine.json.Json;
import java.util.List;
import java.util.Optional;

/** The plan as a document: canonical JSON with its own digest beside it. */
public final class PlanJson {
    private PlanJson() {}

    /** SHA-256 over the canonical JSON of the plan. */
    static String digest(Plan plan) {
        return Json.sha256(plan);
    }

    /**
     * The published form of a plan: {@code {"digest": …, "phases": …, "drift": …, "findings": …, "plan": …}}. Phases, findings and drift are
     * beside the plan, for the digest is not about them.
     *
     * @param phases which phase of expand and contract each migration belongs to
     * @param drift what was changed past the migrations, in one sentence; empty where nothing was
     * @param differences the same, object by object
     */
    public record Document(
            String digest,
            List<PhaseOfMigration> phases,
            List<Finding> findings,
            Optional<String> drift,
            List<SchemaDifference> differences,
            Plan plan) {
        public Document {
            // Documents from before there were such things.
            phases = phases == null ? List.of() : List.copyOf(phases);
            findings = findings == null ? List.of() : List.copyOf(findings);
            drift = drift == null ? Optional.empty() : drift;
            differences = differences == null ? List.of() : List.copyOf(differences);
        }
    }
}
