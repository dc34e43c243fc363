package io.github.databasemigration.engine.report;

import io.github.databasemigration.engine.report.FleetReport.Outcome;
import io.github.databasemigration.engine.report.FleetReport.TargetRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The report of a fleet as one self-contained page: what failed comes first. */
final class FleetPage {
    private static final List<Outcome> ORDER = List.of(
            Outcome.FAILED,
            Outcome.REFUSED,
            Outcome.NOT_BEGUN,
            Outcome.MIGRATED,
            Outcome.DONE_BEFORE,
            Outcome.UP_TO_DATE);

    private FleetPage() {}

    static String html(FleetReport report) {
        return Pages.template("fleet").execute(view(report));
    }

    private static Map<String, Object> view(FleetReport report) {
        Map<String, Object> view = new HashMap<>();
        view.put("title", report.command() + " " + report.environment() + ": " + report.outcome());
        view.put("command", report.command());
        view.put("environment", report.environment());
        view.put("started", Wording.time(report.started()));
        view.put("tone", report.done() ? "good" : "bad");
        view.put("verdict", verdict(report));
        view.put("state", counts(report));
        view.put(
                "failure",
                report.failure()
                        .map(failure -> Pages.failure(failure, report.exitStatus(), report.next()))
                        .orElse(null));
        view.put("facts", facts(report));
        view.put(
                "targets",
                report.targets().stream()
                        .sorted(Comparator.comparingInt(target -> ORDER.indexOf(target.outcome())))
                        .map(FleetPage::target)
                        .toList());
        view.put("notes", report.notes());
        return view;
    }

    private static String verdict(FleetReport report) {
        return report.done()
                ? "Every target is where the plan leads"
                : report.count(Outcome.MIGRATED) > 0
                        ? "Some targets are migrated, others are not"
                        : "No target was migrated";
    }

    private static List<String> counts(FleetReport report) {
        return ORDER.stream()
                .filter(outcome -> report.count(outcome) > 0)
                .map(outcome -> Wording.counted(report.count(outcome), "target") + " " + outcome.words())
                .toList();
    }

    private static List<Map<String, Object>> facts(FleetReport report) {
        List<Map<String, Object>> facts = new ArrayList<>();
        facts.add(fact("Run", report.run()));
        facts.add(fact("By", report.holder()));
        facts.add(fact("Took", Wording.took(Duration.between(report.started(), report.ended()))));
        report.digest().ifPresent(digest -> facts.add(fact("Plan", digest)));
        report.part().ifPresent(part -> facts.add(fact("Part", part)));
        report.backup().ifPresent(backup -> facts.add(fact("Backup", backup)));
        return facts;
    }

    private static Map<String, Object> fact(String name, String value) {
        return Map.of("name", name, "value", value, "code", false);
    }

    private static Map<String, Object> target(TargetRecord target) {
        Map<String, Object> view = new HashMap<>();
        view.put("name", target.name());
        view.put("outcome", target.outcome().words());
        view.put("tone", tone(target.outcome()));
        view.put("from", target.fromVersion().orElse("–"));
        view.put("to", target.toVersion().orElse("–"));
        view.put("took", Wording.took(target.took()));
        view.put("message", target.failure().map(Report.Failure::message).orElse(null));
        view.put("remedy", target.failure().map(Report.Failure::remedy).orElse(null));
        view.put("run", target.run().orElse(null));
        return view;
    }

    private static String tone(Outcome outcome) {
        if (outcome.failure()) {
            return "bad";
        }
        return outcome == Outcome.NOT_BEGUN ? "warn" : outcome == Outcome.MIGRATED ? "good" : "calm";
    }
}
