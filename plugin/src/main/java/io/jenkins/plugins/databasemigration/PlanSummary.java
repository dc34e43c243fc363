package io.jenkins.plugins.databasemigration;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.databasemigration.report.FleetPlan;
import io.jenkins.plugins.databasemigration.report.Plan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

    /** How many databases it is for, if it is for a fleet; 0 where it is not. */
    private final int targets;

    private final ArrayList<String> pending = new ArrayList<>();
    private final ArrayList<PlanFinding> findings = new ArrayList<>();

    /**
     * @param credentialsId with which it was made; null: with none of Jenkins
     * @param database as it is configured, for a fleet has no name of its own
     * @param document the plan with its digest and findings, as the command line printed it
     */
    PlanSummary(String run, @CheckForNull String credentialsId, String database, JsonNode document) {
        JsonNode plan = document.path("plan");
        targets = plan.path("targets").size();
        this.run = run;
        digest = document.path("digest").asText();
        this.credentialsId = credentialsId;
        environment = plan.path("environment").asText();
        this.database = targets == 0 ? Database.text(plan.path("target")) : database;
        currentVersion = CommonVersion.in(plan, "currentVersion");
        targetVersion = CommonVersion.in(plan, "targetVersion");
        drift = drift(document.path("drift"));
        document.path("findings").forEach(finding -> findings.add(new PlanFinding(finding)));
        // Of a fleet they are by groups; what several groups run is one script, and its finding one.
        Set<JsonNode> ofChecks = new LinkedHashSet<>();
        document.path("checks").forEach(group -> group.path("findings").forEach(ofChecks::add));
        ofChecks.forEach(finding -> findings.add(new PlanFinding(finding)));
        plan.path("repairs").forEach(repair -> pending.add(repair.asText()));
        pending.addAll(scripts(plan));
        // What several groups of a fleet run is one script.
        Set<String> ofGroups = new LinkedHashSet<>();
        plan.path("groups").forEach(group -> ofGroups.addAll(scripts(group)));
        pending.addAll(ofGroups);
    }

    @CheckForNull
    private static String drift(JsonNode drift) {
        if (!drift.isObject()) {
            return drift.asText(null);
        }
        List<String> lines = new ArrayList<>();
        drift.fields()
                .forEachRemaining(target ->
                        lines.add(target.getKey() + ": " + target.getValue().asText()));
        return lines.isEmpty() ? null : String.join("\n", lines);
    }

    private static List<String> scripts(JsonNode planned) {
        List<String> scripts = new ArrayList<>();
        planned.path("migrations")
                .forEach(migration -> scripts.add(migration.path("script").asText()));
        return scripts;
    }

    /** The same, as the plan itself has it. */
    PlanSummary(PlanSummary made, Plan plan) {
        run = made.run;
        digest = made.digest;
        credentialsId = made.credentialsId;
        environment = plan.environment();
        FleetPlan fleet = plan.fleet();
        targets = fleet == null ? 0 : fleet.targets().size();
        database = fleet == null ? Database.text(plan.target()) : made.database;
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

    /** How many databases or schemas it is for, if it is for a fleet; 0 where it is for one. */
    @Exported
    public int getTargets() {
        return targets;
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

    /** What was changed in the database past the migrations, in one sentence, or in a line for each target; null where nothing was. */
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
