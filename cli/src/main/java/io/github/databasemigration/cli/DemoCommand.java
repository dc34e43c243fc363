package io.github.databasemigration.cli;

import io.github.databasemigration.engine.configuration.Configuration;
import io.github.databasemigration.engine.configuration.ConfigurationReader;
import io.github.databasemigration.engine.configuration.Overrides;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.KeptSessions;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.run.Direction;
import io.github.databasemigration.engine.run.Migrate;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.PlanOnly;
import io.github.databasemigration.engine.run.RunId;
import io.github.databasemigration.engine.secret.Credentials;
import io.github.databasemigration.engine.secret.Redactor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: the main job on an embedded database, a failure and its restore included. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows it all on an embedded database.",
            "",
            "Takes a small shop from version 1 to 4 with data in it: plan, backup, progress,",
            "report. Then a migration that fails half-way, the automatic restore, and the",
            "proof that data and schema are as they were.",
            ""
        })
final class DemoCommand implements Callable<Integer> {
    private final Console console;
    private final Stop stop;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "Where to work; must not exist yet. Default: a new folder for temporary files.")
    Optional<Path> folder = Optional.empty();

    DemoCommand(Console console, Stop stop) {
        this.console = console;
        this.stop = stop;
    }

    @Override
    public Integer call() {
        DemoProject project = DemoProject.create(folder);
        title("The project");
        console.out(project.folder().toString());

        title("Version 1, and customers come");
        migrate(project);
        project.grow();
        console.out(DemoContents.of(project.url()).summary());

        title("The plan for version 4");
        project.develop();
        PlanLines.print(console, PlanOnly.plan(order(project), Direction.UP, false), List.of());

        title("Back up, migrate, verify");
        Report migrated = migrate(project);

        title("A migration that fails half-way");
        DemoContents before = DemoContents.of(project.url());
        project.breakIt();
        Report failed = migrate(project);

        title("The proof");
        DemoContents after = DemoContents.of(project.url());
        console.out("before the failure: " + before.summary());
        console.out("after the restore:  " + after.summary());
        boolean same = before.equals(after);
        console.out(same ? "schema and data are equal" : "SCHEMA OR DATA DIFFER");
        boolean asTold = migrated.done() && failed.outcome().equals(FaultCode.MIGRATION_FAILED_RESTORED.name());
        return same && asTold ? 0 : FaultCode.INTERNAL.exitStatus();
    }

    private void title(String text) {
        console.out("");
        console.out("== " + text);
    }

    private Report migrate(DemoProject project) {
        Order order = order(project);
        Report report = Migrate.run(
                order, Migrate.Options.NONE, console.terminal() ? new TerminalView(console) : new PlainView(console));
        ReportLines.print(console, order, report);
        return report;
    }

    private Order order(DemoProject project) {
        Configuration configuration = ConfigurationReader.readProject(
                        project.folder(),
                        Overrides.NONE
                                .with("url", project.url(), "the demo")
                                .with("backup.enabled", "true", "the demo")
                                .with("onFailure", "restore", "the demo")
                                .with("backup.verification", "restore", "the demo")
                                .in(Optional.of(DemoProject.ENVIRONMENT)))
                .configuration();
        Holder holder = new Holder(
                System.getProperty("user.name"),
                "this machine",
                Optional.of(ProcessHandle.current().pid()),
                Optional.of(RunId.next()),
                Optional.empty());
        return new Order(
                configuration,
                configuration.environment(Optional.of(DemoProject.ENVIRONMENT), Map.of()),
                Credentials.NONE,
                Redactor.NONE,
                Map.of(),
                holder,
                stop.cancellation(),
                KeptSessions.NONE);
    }
}
