package io.github.databasemigration.cli;

import io.github.databasemigration.engine.run.Await;
import io.github.databasemigration.engine.run.Order;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code await}: waits for a version. */
@Command(
        name = "await",
        // Not the standard options: --version is the version to wait for.
        description = {
            "Waits until the database has a version.",
            "",
            "For applications that start while somebody else migrates. Waits at most the",
            "configured time timeouts.waiting. Changes nothing.",
            ""
        })
final class AwaitCommand extends Work {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    boolean help;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "The version or revision that must be applied. Default: until nothing is pending.")
    Optional<String> version = Optional.empty();

    AwaitCommand(Console console, Stop stop) {
        super(console, stop);
    }

    @Override
    int work(Order order) {
        Optional<String> current =
                Await.version(order, version, order.environment().timeouts().waiting(), view());
        if (console().json()) {
            console().document(Map.of("currentVersion", current.orElse("")));
        } else {
            console()
                    .out("The database is at "
                            + current.map(v -> "version " + v).orElse("no version") + ".");
        }
        return 0;
    }
}
