package io.github.databasemigration.cli;

import io.github.databasemigration.engine.check.JunitXml;
import io.github.databasemigration.engine.check.Sarif;
import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.run.CheckedPlan;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.PlanFiles;
import io.github.databasemigration.engine.secret.Redactor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for files of findings, which other programs show. */
final class FindingFiles {
    @Option(
            names = "--sarif",
            paramLabel = "FILE",
            description = "Write the findings of the checks to this file as SARIF 2.1.0.")
    Optional<Path> sarif = Optional.empty();

    @Option(names = "--junit", paramLabel = "FILE", description = "Write them as JUnit XML: a test for each migration.")
    Optional<Path> junit = Optional.empty();

    void write(Order order, CheckedPlan checked) {
        List<String> scripts = checked.plan().migrations().stream()
                .map(PlannedMigration::script)
                .toList();
        write(order.redactor(), checked.plan().environment(), scripts, checked.findings());
    }

    void write(Redactor redactor, String subject, List<String> scripts, List<Finding> findings) {
        sarif.ifPresent(file -> PlanFiles.write(file, redactor.redact(Sarif.document(findings, Version.text()))));
        junit.ifPresent(file -> PlanFiles.write(file, redactor.redact(JunitXml.document(subject, scripts, findings))));
    }
}
