package io.github.databasemigration.engine.plan;

import io.github.databasemigration.engine.json.Json;
import java.util.List;

/** The plan as a document: canonical JSON with its own digest beside it. */
public final class PlanJson {
    private PlanJson() {}

    /** SHA-256 over the canonical JSON of the plan. */
    static String digest(Plan plan) {
        return Json.sha256(plan);
    }

    /**
     * The published form of a plan: {@code {"digest": …, "findings": …, "plan": …}}. Findings are beside the plan, for the
     * digest is not about them.
     */
    public record Document(String digest, List<Finding> findings, Plan plan) {
        public Document {
            // Documents from before there were findings.
            findings = findings == null ? List.of() : List.copyOf(findings);
        }

        /** The document of a plan. */
        public static Document of(Plan plan, List<Finding> findings) {
            return new Document(plan.digest(), findings, plan);
        }
    }
}
