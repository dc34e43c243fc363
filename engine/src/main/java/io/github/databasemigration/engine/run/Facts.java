package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.Target;
import io.github.databasemigration.engine.rehearsal.Rehearsal;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.report.Report.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run has found out so far, for its report. Filled in by the verb as it goes, so that a failure keeps it. */
final class Facts {
    Optional<Target> target = Optional.empty();
    Optional<Plan> plan = Optional.empty();
    List<Finding> findings = List.of();
    Optional<String> fromVersion = Optional.empty();
    Optional<String> toVersion = Optional.empty();
    Optional<Report.BackupRecord> backup = Optional.empty();
    Optional<Report.RestoreRecord> restored = Optional.empty();
    Optional<Rehearsal> rehearsal = Optional.empty();
    Optional<String> next = Optional.empty();
    final Map<String, Fate> fates = new HashMap<>();
    final List<String> state = new ArrayList<>();

    void planned(Plan now) {
        plan = Optional.of(now);
        fromVersion = now.currentVersion();
        toVersion = now.currentVersion();
    }
}
