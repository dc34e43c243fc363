package io.jenkins.plugins.databasemigration.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The page of one run: what its report says. */
public final class ReportPage extends EndedPage<Report> {
    /**
     * @param build of the run; refused to whoever may not read its artifacts
     * @param runId the run, as the build knows it
     */
    public ReportPage(Run<?, ?> build, String runId) {
        super(build, runId, RunDocuments::report);
    }

    public Timeline getTimeline() {
        return Timeline.of(shown());
    }

    /** What became of each migration. */
    public List<ReportedMigration> getMigrations() {
        Plan plan = shown().plan();
        Map<String, Plan.Migration> planned = (plan == null ? List.<Plan.Migration>of() : plan.migrations())
                .stream()
                        .collect(
                                Collectors.toMap(Plan.Migration::script, Function.identity(), (first, again) -> first));
        return shown().migrations().stream()
                .map(migration -> new ReportedMigration(migration, planned.get(migration.script())))
                .toList();
    }

    /**
     * A migration with what was sent, and what was planned.
     *
     * @param planned null where there is no plan with it
     */
    public record ReportedMigration(
            Report.Migration migration, @CheckForNull Plan.Migration planned) {
        private static final int SHOWN = 100;

        /** How long it took, in words. */
        public String took() {
            return Util.getTimeSpanString(migration.took().toMillis());
        }

        /** Whether to show its statements at once: where one failed. */
        public boolean open() {
            return !migration.ok();
        }

        /** The statements for the page: of very many the first and the last, where a failure is. */
        public List<Report.Statement> shown() {
            List<Report.Statement> all = migration.statements();
            if (hidden() == 0) {
                return all;
            }
            List<Report.Statement> shown = new ArrayList<>(all.subList(0, SHOWN / 2));
            shown.addAll(all.subList(all.size() - SHOWN / 2, all.size()));
            return shown;
        }

        /** How many are not shown. */
        public int hidden() {
            return Math.max(0, migration.statements().size() - SHOWN);
        }
    }
}
