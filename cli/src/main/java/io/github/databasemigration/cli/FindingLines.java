package io.github.databasemigration.cli;

import io.github.databasemigration.engine.check.Checks;
import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.Severity;
import io.github.databasemigration.engine.run.CheckedPlan;
import java.util.List;
import java.util.Locale;

/** Findings for people: one line each that says what, one that says what instead. */
final class FindingLines {
    private FindingLines() {}

    static void print(Console console, CheckedPlan checked) {
        String platform = checked.plan().target().platform();
        print(
                console,
                platform,
                checked.findings(),
                !checked.plan().migrations().isEmpty());
    }

    /** @param any whether there was anything to look at */
    static void print(Console console, String platform, List<Finding> findings, boolean any) {
        if (any && !Checks.know(platform)) {
            console.out("checks: there are no rules for " + platform);
        } else {
            print(console, findings, any);
        }
    }

    /** @param any whether there was anything to look at */
    static void print(Console console, List<Finding> findings, boolean any) {
        findings.forEach(finding -> print(console, finding));
        if (!findings.isEmpty()) {
            console.out("checks: " + count(findings, Severity.ERROR) + " errors, "
                    + count(findings, Severity.WARNING) + " warnings, " + count(findings, Severity.INFO) + " notes, "
                    + findings.stream()
                            .filter(finding -> finding.allowed().isPresent())
                            .count() + " allowed");
        } else if (any) {
            console.out("checks: nothing found");
        }
    }

    private static void print(Console console, Finding finding) {
        String severity = finding.severity().name().toLowerCase(Locale.ROOT);
        console.out(finding.place() + ": "
                + (finding.allowed().isPresent() ? "allowed" : finding.blocking() ? severity + ", blocks" : severity)
                + " "
                + finding.rule() + ": " + finding.message());
        finding.allowed()
                .ifPresentOrElse(
                        reason -> console.out("  allowed: " + reason),
                        () -> console.out("  instead: " + finding.instead()));
    }

    private static long count(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding ->
                        finding.severity() == severity && finding.allowed().isEmpty())
                .count();
    }
}
