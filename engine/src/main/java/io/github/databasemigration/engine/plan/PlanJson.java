package io.github.databasemigration.engine.plan;

import io.github.databasemigration.engine.json.Json;

/** The plan as a document: canonical JSON with its own digest beside it. */
public final class PlanJson {
    private PlanJson() {}

    /** SHA-256 over the canonical JSON of the plan. */
    static String digest(Plan plan) {
        return Json.sha256(plan);
    }

    /** The published form of a plan: {@code {"digest": …, "plan": …}}. */
    public record Document(String digest, Plan plan) {
        /** The document of a plan. */
        public static Document of(Plan plan) {
            return new Document(plan.digest(), plan);
        }
    }
}
