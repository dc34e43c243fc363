package io.jenkins.plugins.databasemigration;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.databasemigration.report.Plan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What a build keeps of a plan; the plan itself, with its SQL, is among the artifacts. */
@ExportedBean(defaultVisibility = 2)
public final class PlanSummary implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String run;
    private final String environment;
    private final String database;
    private final String digest;

    @CheckForNull
    private final String currentVersion;

    @CheckForNull
    private final String targetVersion;

    @CheckForNull
    private final String credentialsId;

    @CheckForNull
    private final String drift;

    private final ArrayList<String> pending = new ArrayList<>();
    private final ArrayList<PlanFinding> findings = new ArrayList<>();

    /**
     * @param credentialsId with which it was made; null: with none of Jenkins
     * @param document the plan with its digest and findings, as the command line printed it
     */
    PlanSummary(String run, @CheckForNull String credentialsId, JsonNode document) {
        JsonNode plan = document.path("plan");
        this.run = run;
        digest = document.path("digest").asText();
        this.credentialsId = credentialsId;
        environment = plan.path("environment").asText();
        database = Database.text(plan.path("target"));
        currentVersion = plan.path("currentVersion").asText(null);
        targetVersion = plan.path("targetVersion").asText(null);
        drift = document.path("drift").asText(null);
        document.path("findings").forEach(finding -> findings.add(new PlanFinding(finding)));
        plan.path("repairs").forEach(repair -> pending.add(repair.asText()));
        plan.path("migrations")
                .forEach(migration -> pending.add(migration.path("script").asText()));
    }

    /** The same, as the plan itself has it. */
    PlanSummary(PlanSummary made, Plan plan) {
        run = made.run;
        digest = made.digest;
        credentialsId = made.credentialsId;
        environment = plan.environment();
        database = Database.text(plan.target());
        currentVersion = plan.currentVersion();
        targetVersion = plan.targetVersion();
        drift = made.drift;
        findings.addAll(made.findings);
        pending.addAll(plan.repairs());
        plan.migrations().forEach(migration -> pending.add(migration.script()));
    }

    /** The id of the run that made it, and the name of its folder among the artifacts. */
    @Exported
    public String getRun() {
        return run;
    }

    @Exported
    public String getEnvironment() {
        return environment;
    }

    /** The database as the server itself tells it. */
    @Exported
    public String getDatabase() {
        return database;
    }

    @Exported
    public String getDigest() {
        return digest;
    }

    @Exported
    @CheckForNull
    public String getCurrentVersion() {
        return currentVersion;
    }

    @Exported
    @CheckForNull
    public String getTargetVersion() {
        return targetVersion;
    }

    /** The credentials with which it was made; null: none of Jenkins. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    /** What was changed in the database past the migrations, in one sentence; null where nothing was. */
    @Exported
    @CheckForNull
    public String getDrift() {
        return drift;
    }

    /** What the checks found. */
    @Exported
    public List<PlanFinding> getFindings() {
        return Collections.unmodifiableList(findings);
    }

    /** What would run, in order. */
    @Exported
    public List<String> getPending() {
        return Collections.unmodifiableList(pending);
    }
}
