package io.github.databasemigration.cli;

import io.github.databasemigration.engine.check.JunitXml;
import io.github.databasemigration.engine.check.Sarif;
import io.github.databasemigration.engine.run.CheckedPlan;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.PlanFiles;
import java.nio.file.Path;
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
        sarif.ifPresent(file ->
                PlanFiles.write(file, order.redactor().redact(Sarif.document(checked.findings(), Version.text()))));
        junit.ifPresent(file ->
                PlanFiles.write(file, order.redactor().redact(JunitXml.document(checked.plan(), checked.findings()))));
    }
}
