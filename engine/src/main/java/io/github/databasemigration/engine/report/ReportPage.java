package io.github.databasemigration.engine.report;

import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.plan.Severity;
import io.github.databasemigration.engine.report.Report.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The report as one self-contained page: no network, no script, light and dark. */
public final class ReportPage {
    private ReportPage() {}

    /** The page; every text of the report is shown as text. */
    public static String html(Report report) {
        return Pages.template("report").execute(view(report));
    }

    private static Map<String, Object> view(Report report) {
        Map<String, Object> view = new HashMap<>();
        view.put("title", report.command() + " " + report.environment() + ": " + verdict(report));
        view.put("command", report.command());
        view.put("environment", report.environment());
        view.put("started", Wording.time(report.started()));
        view.put("verdict", verdict(report));
        view.put("tone", tone(report));
        view.put("state", report.state());
        view.put(
                "failure",
                report.failure()
                        .map(failure -> Pages.failure(failure, report.exitStatus(), report.next()))
                        .orElse(null));
        view.put("facts", runFacts(report));
        view.put("timeline", report.phases().isEmpty() ? null : Timeline.of(report));
        view.put("hasMigrations", !report.migrations().isEmpty());
        view.put("migrations", migrations(report));
        view.put("hasFindings", !report.findings().isEmpty());
        view.put("findings", report.findings().stream().map(ReportPage::finding).toList());
        view.put("rehearsal", report.rehearsal().map(RehearsalView::of).orElse(null));
        view.put("backup", report.backup().map(ReportPage::backup).orElse(null));
        view.put("restored", report.restored().orElse(null));
        view.put("hasChecks", !report.checks().isEmpty());
        view.put("checks", report.checks().stream().map(ReportPage::check).toList());
        view.put(
                "plan",
                report.plan()
                        .map(plan -> Map.of("facts", planFacts(report, plan)))
                        .orElse(null));
        view.put("hasNotes", !report.notes().isEmpty());
        view.put("notes", report.notes());
        return view;
    }

    private static String verdict(Report report) {
        int status = report.exitStatus();
        if (status == 0) {
            boolean nothing = report.plan().map(Plan::empty).orElse(false);
            return nothing ? "Nothing to do" : "Done";
        } else if (status < 10) {
            return "Failed: look at the database";
        } else if (status < 60) {
            return "Refused: nothing was attempted";
        } else if (status < 70) {
            return "Failed: the database is as it was";
        } else if (status < 80) {
            return "Failed: the backup was restored";
        }
        return "Failed: somebody has to look";
    }

    private static String tone(Report report) {
        int status = report.exitStatus();
        return status == 0 ? "good" : status >= 10 && status < 80 ? "warn" : "bad";
    }

    /** One line of a definition list. */
    private record Fact(String name, String value, boolean code) {}

    private static List<Fact> runFacts(Report report) {
        List<Fact> facts = new ArrayList<>();
        report.target().ifPresent(target -> {
            facts.add(new Fact("Database", target.database(), false));
            facts.add(new Fact(
                    "Server", target.server() + ", " + target.platform() + " " + target.serverVersion(), false));
            if (!target.user().isEmpty()) {
                facts.add(new Fact("User", target.user(), false));
            }
        });
        facts.add(new Fact("From version", report.fromVersion().orElse("none"), true));
        facts.add(new Fact("Now at version", report.toVersion().orElse("none"), true));
        facts.add(new Fact("Run by", report.holder(), false));
        facts.add(new Fact("Run", report.run(), true));
        facts.add(new Fact("Took", Wording.took(Duration.between(report.started(), report.ended())), false));
        return facts;
    }

    private static List<Fact> planFacts(Report report, Plan plan) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Digest", report.digest().orElse(""), true));
        facts.add(new Fact("Tool", plan.tool() + " " + plan.toolVersion(), false));
        facts.add(new Fact("Schema before", plan.schemaFingerprint(), true));
        plan.repairs().forEach(repair -> facts.add(new Fact("Repair", repair, false)));
        plan.settings().forEach((name, value) -> facts.add(new Fact(name, value, true)));
        return facts;
    }

    private static Map<String, Object> backup(Report.BackupRecord backup) {
        return Map.of(
                "facts",
                List.of(
                        new Fact("Backup", backup.id(), true),
                        new Fact("Folder", backup.path(), true),
                        new Fact(
                                "Content",
                                Wording.counted(backup.files(), "file") + ", " + Wording.bytes(backup.bytes()) + ", "
                                        + backup.format(),
                                false),
                        new Fact("Proven", backup.verification() + " in " + Wording.took(backup.took()), false)));
    }

    private static Map<String, Object> finding(Finding finding) {
        boolean heavy =
                finding.severity() == Severity.ERROR && finding.allowed().isEmpty();
        return Map.of(
                "rule",
                finding.rule(),
                "tone",
                heavy || finding.blocking() ? "bad" : "warn",
                "weight",
                finding.allowed().isPresent()
                        ? "allowed"
                        : finding.severity().name().toLowerCase(Locale.ROOT) + (finding.blocking() ? ", blocks" : ""),
                "place",
                finding.place(),
                "message",
                finding.message(),
                "more",
                finding.allowed().map(reason -> "Allowed: " + reason).orElse("Instead: " + finding.instead()));
    }

    private static Map<String, Object> check(Report.CheckRecord check) {
        return Map.of(
                "script",
                check.script(),
                "tone",
                check.passed() ? "good" : "bad",
                "result",
                check.passed() ? "passed" : "failed",
                "detail",
                check.detail());
    }

    private static List<Map<String, Object>> migrations(Report report) {
        Map<String, PlannedMigration> planned = report.plan().map(Plan::migrations).orElse(List.of()).stream()
                .collect(Collectors.toMap(PlannedMigration::script, Function.identity(), (first, again) -> first));
        return report.migrations().stream()
                .map(migration -> migration(migration, Optional.ofNullable(planned.get(migration.script()))))
                .toList();
    }

    private static Map<String, Object> migration(Report.MigrationRecord migration, Optional<PlannedMigration> planned) {
        Map<String, Object> view = new HashMap<>();
        view.put("label", migration.label());
        view.put("description", migration.description());
        view.put("script", migration.script());
        view.put("fate", migration.fate().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        view.put("tone", tone(migration.fate()));
        view.put("took", Wording.took(migration.took()));
        view.put("warnings", warnings(planned));
        view.put("open", migration.statements().stream().anyMatch(statement -> !statement.ok()));
        List<Map<String, Object>> statements = statements(migration, planned);
        view.put("hasStatements", !statements.isEmpty());
        view.put("statementCount", Wording.counted(statements.size(), "statement"));
        view.put("statements", statements);
        return view;
    }

    private static List<String> warnings(Optional<PlannedMigration> planned) {
        List<String> warnings = new ArrayList<>();
        planned.ifPresent(migration -> {
            if (!migration.transactional()) {
                warnings.add("Not protected by a transaction.");
            }
            migration.irreversible().forEach(reason -> warnings.add("Cannot be undone without a backup: " + reason));
            migration.noPreview().ifPresent(warnings::add);
        });
        return warnings;
    }

    /** What was sent; for a migration that was not begun, what would have been. */
    private static List<Map<String, Object>> statements(
            Report.MigrationRecord migration, Optional<PlannedMigration> planned) {
        if (migration.statements().isEmpty()) {
            List<String> sql = planned.map(PlannedMigration::statements).orElse(List.of());
            return sql.stream()
                    .map(text -> Map.<String, Object>of("sql", text, "index", "planned", "took", "not sent"))
                    .map(view -> withDefaults(view))
                    .toList();
        }
        return migration.statements().stream().map(ReportPage::statement).toList();
    }

    private static Map<String, Object> withDefaults(Map<String, Object> view) {
        Map<String, Object> all = new HashMap<>(view);
        all.putIfAbsent("rows", null);
        all.putIfAbsent("error", null);
        return all;
    }

    private static Map<String, Object> statement(Report.StatementRecord statement) {
        Map<String, Object> view = new HashMap<>();
        view.put("sql", statement.sql());
        view.put("index", "statement " + statement.index());
        view.put("took", Wording.took(statement.took()));
        view.put(
                "rows",
                statement.rows().map(rows -> Wording.counted(rows, "row")).orElse(null));
        view.put("error", statement.error().orElse(null));
        return view;
    }

    private static String tone(Fate fate) {
        return switch (fate) {
            case APPLIED -> "good";
            case PARTIAL, UNKNOWN -> "bad";
            case ROLLED_BACK, RESTORED -> "warn";
            case NOT_RUN -> "calm";
        };
    }
}
