package io.github.databasemigration.cli;

import io.github.databasemigration.engine.run.Description;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code describe}: what the configuration means, without asking anybody. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what the configuration means, and connects to nothing.",
            "",
            "Which database, tool, credentials and policy, with every override and default.",
            "For programs that decide before a run whether it may be.",
            ""
        },
        footer = {"", "migrate --described FINGERPRINT refuses if any of it has changed."})
final class DescribeCommand implements Callable<Integer> {
    private final Console console;
    private final Stop stop;

    @Mixin
    Where where = new Where();

    DescribeCommand(Console console, Stop stop) {
        this.console = console;
        this.stop = stop;
    }

    /** A description with what it is known by. */
    record Document(String fingerprint, Description description) {}

    @Override
    public Integer call() {
        console.speakJson(where.json);
        Description description = new Ordering(console, stop.cancellation()).description(where);
        if (console.json()) {
            console.document(new Document(description.fingerprint(), description));
        } else {
            print(description);
        }
        return 0;
    }

    private void print(Description description) {
        console.out(description.environment() + ": " + description.database() + " on "
                + String.join(", ", description.servers()) + " (" + description.platform() + ")");
        description.fleet().ifPresent(of -> console.out("targets: many " + of));
        console.out("url: " + description.url());
        console.out("tool: " + description.tool());
        console.out("credentials id: " + description.credentialsId().orElse("none"));
        console.out("approval: " + (description.approvalRequired() ? "required" : "none"));
        console.out("backup: " + description.backup());
        console.out("fingerprint: " + description.fingerprint());
    }
}
