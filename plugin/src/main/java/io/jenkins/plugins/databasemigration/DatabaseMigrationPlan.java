package io.jenkins.plugins.databasemigration;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code planDatabaseMigration} returns to a pipeline. */
public final class DatabaseMigrationPlan implements Serializable {
    private static final long serialVersionUID = 1L;

    private final PlanSummary summary;
    private final String sql;

    private DatabaseMigrationPlan(PlanSummary summary, String sql) {
        this.summary = summary;
        this.sql = sql;
    }

    /** @param database as it is configured */
    static DatabaseMigrationPlan of(
            String run, @CheckForNull String credentialsId, String database, JsonNode document) {
        StringBuilder sql = new StringBuilder(sql(document.path("plan")));
        document.path("plan").path("groups").forEach(group -> sql.append(sql(group)));
        return new DatabaseMigrationPlan(new PlanSummary(run, credentialsId, database, document), sql.toString());
    }

    private static String sql(JsonNode plan) {
        StringBuilder sql = new StringBuilder();
        for (JsonNode migration : plan.path("migrations")) {
            sql.append("-- ").append(migration.path("script").asText()).append('\n');
            migration.path("statements").forEach(statement -> sql.append(statement.asText())
                    .append(";\n"));
            if (migration.has("noPreview")) {
                sql.append("-- ").append(migration.path("noPreview").asText()).append('\n');
            }
        }
        return sql.toString();
    }

    PlanSummary getSummary() {
        return summary;
    }

    /** SHA-256 over all that decides what runs: what people approve. */
    @Whitelisted
    public String getDigest() {
        return summary.getDigest();
    }

    /** The scripts that would run, in order. */
    @Whitelisted
    public List<String> getPending() {
        return new ArrayList<>(summary.getPending());
    }

    /** Where the database is; null before the first migration. */
    @Whitelisted
    @CheckForNull
    public String getCurrentVersion() {
        return summary.getCurrentVersion();
    }

    /** Where it would be afterwards. */
    @Whitelisted
    @CheckForNull
    public String getTargetVersion() {
        return summary.getTargetVersion();
    }

    /** How many databases or schemas it is for, if it is for a fleet; 0 where it is for one. */
    @Whitelisted
    public int getTargets() {
        return summary.getTargets();
    }

    /** True where nothing would run. */
    @Whitelisted
    public boolean isEmpty() {
        return summary.getPending().isEmpty();
    }

    /** The SQL that would be sent, script by script. */
    @Whitelisted
    public String getSql() {
        return sql;
    }

    @Override
    public String toString() {
        return "plan " + summary.getDigest();
    }
}
