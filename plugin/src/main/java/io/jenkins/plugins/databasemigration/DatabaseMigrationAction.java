package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.databasemigration.report.DocumentPage;
import io.jenkins.plugins.databasemigration.report.FleetReportPage;
import io.jenkins.plugins.databasemigration.report.PlanPage;
import io.jenkins.plugins.databasemigration.report.ReportPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What the steps of a build planned and did: a summary on its page, a page of its own, and the remote API. */
@ExportedBean(defaultVisibility = 2)
public final class DatabaseMigrationAction implements RunAction2 {
    private final List<PlanSummary> plans = new ArrayList<>();
    private final List<DatabaseMigrationResult> results = new ArrayList<>();
    private final BuildDescription description = new BuildDescription();
    private transient Run<?, ?> run;

    /** Adds a plan, once: a run whose end is met again after a restart is the same run. */
    static void add(Run<?, ?> run, PlanSummary plan) throws IOException {
        synchronized (run) {
            List<PlanSummary> plans = of(run).plans;
            plans.removeIf(known -> known.getRun().equals(plan.getRun()));
            plans.add(plan);
            run.save();
        }
    }

    /** Adds a result, likewise. */
    static void add(Run<?, ?> run, DatabaseMigrationResult result) throws IOException {
        synchronized (run) {
            DatabaseMigrationAction action = of(run);
            action.results.removeIf(known -> known.getRun().equals(result.getRun()));
            action.results.add(result);
            action.description.update(run, action.results);
            run.save();
        }
    }

    /** The plans that a build made. */
    static List<PlanSummary> plans(Run<?, ?> run) {
        DatabaseMigrationAction action = run.getAction(DatabaseMigrationAction.class);
        return action == null ? List.of() : action.getPlans();
    }

    /** Whether a build migrated a database, and that went well. */
    public static boolean migrated(Run<?, ?> run, String database) {
        DatabaseMigrationAction action = run.getAction(DatabaseMigrationAction.class);
        return action != null
                && action.getResults().stream()
                        .anyMatch(result -> result.getFailure() == null
                                && result.getCommand().equals("migrate")
                                && result.getDatabase().equals(database));
    }

    private static DatabaseMigrationAction of(Run<?, ?> run) {
        DatabaseMigrationAction action = run.getAction(DatabaseMigrationAction.class);
        if (action == null) {
            action = new DatabaseMigrationAction();
            run.addAction(action);
        }
        return action;
    }

    @Override
    public void onAttached(Run<?, ?> to) {
        run = to;
    }

    @Override
    public void onLoad(Run<?, ?> of) {
        run = of;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    @Exported
    public List<PlanSummary> getPlans() {
        synchronized (guard()) {
            return List.copyOf(plans);
        }
    }

    @Exported
    public List<DatabaseMigrationResult> getResults() {
        synchronized (guard()) {
            return List.copyOf(results);
        }
    }

    /** The build; a build that is being loaded is asked for its actions before this one knows of it, and by nobody else. */
    private Object guard() {
        return run == null ? this : run;
    }

    /** The plans that no run of this build was about, as far as it is known: what is still to be decided. */
    public List<PlanSummary> getOpenPlans() {
        List<PlanSummary> open = new ArrayList<>(getPlans());
        open.removeIf(plan ->
                getResults().stream().anyMatch(result -> plan.getDigest().equals(result.getDigest())));
        return open;
    }

    /** The page of a plan: {@code plan/RUN}. */
    @CheckForNull
    public PlanPage getPlan(String runId) {
        return getPlans().stream()
                .filter(plan -> plan.getRun().equals(runId))
                .findFirst()
                .map(plan -> new PlanPage(run, runId, plan.getDigest()))
                .orElse(null);
    }

    /** The page of a report: {@code report/RUN}. */
    @CheckForNull
    public DocumentPage<?> getReport(String runId) {
        return getResults().stream()
                .filter(result -> result.getRun().equals(runId))
                .findFirst()
                .<DocumentPage<?>>map(result ->
                        result.getTargets() == null ? new ReportPage(run, runId) : new FleetReportPage(run, runId))
                .orElse(null);
    }

    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getIconFileName() {
        return "symbol-server";
    }

    @Override
    public String getDisplayName() {
        return Messages.DatabaseMigrationAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return "database-migration";
    }
}
