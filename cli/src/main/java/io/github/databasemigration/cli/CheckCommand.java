package io.github.databasemigration.cli;

import io.github.databasemigration.engine.check.Blocking;
import io.github.databasemigration.engine.check.Checks;
import io.github.databasemigration.engine.check.merge.MergeCheck;
import io.github.databasemigration.engine.run.CheckedPlan;
import io.github.databasemigration.engine.run.Direction;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.PlanOnly;
import io.github.databasemigration.engine.secret.Redactor;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code check}: what the pending migrations would do to the running system. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Says what the pending migrations would do to the running system.",
            "",
            "Parses every statement and judges it by the rules of docs/checks.md, knowing the",
            "plan, the transaction, the server's version and the size of the tables. Asks the",
            "database for duplicates, NULLs and rows that stand in the way. Changes nothing.",
            ""
        },
        footer = {
            "",
            "Ends with 49 where the environment's checks.fail lets nothing run:",
            "  migrate-database check -e production --set checks.fail=error --sarif check.sarif",
            "",
            "Before a merge, on a machine that has no database:",
            "  migrate-database check --against origin/main"
        })
final class CheckCommand extends Work {
    /** As much of a commit's id as people read. */
    private static final int SHORT = 10;

    @Option(names = "--down-to", paramLabel = "VERSION", description = "Check the way down to a version or revision.")
    Optional<String> downTo = Optional.empty();

    @Option(
            names = "--against",
            paramLabel = "REVISION",
            description = "Check instead what happens to the migrations if this Git revision is merged, such as"
                    + " origin/main. Reads files alone: no database is asked, no password needed.")
    Optional<String> against = Optional.empty();

    @Mixin
    PhaseOption phase = new PhaseOption();

    @Mixin
    FindingFiles files = new FindingFiles();

    CheckCommand(Console console, Stop stop) {
        super(console, stop);
    }

    @Override
    int work(Ordering ordering) {
        return against.map(revision -> report(ordering.merge(where, revision))).orElseGet(() -> super.work(ordering));
    }

    private int report(MergeCheck merge) {
        files.write(Redactor.NONE, "against " + merge.revision(), merge.migrations(), merge.findings());
        if (console().json()) {
            console().document(merge);
        } else {
            console()
                    .out(merge.migrations().size() + " new or changed migrations against " + merge.revision()
                            + ", parted at " + merge.base().substring(0, SHORT));
            FindingLines.print(console(), merge.findings(), true);
        }
        Blocking.require(merge.findings());
        return 0;
    }

    @Override
    int work(Order order) {
        CheckedPlan checked =
                PlanOnly.checked(order, downTo.map(Direction::down).orElseGet(phase::direction), false);
        files.write(order, checked);
        if (console().json()) {
            console().document(Map.of("digest", checked.plan().digest(), "findings", checked.findings()));
        } else {
            print(checked);
        }
        checked.require();
        return 0;
    }

    private void print(CheckedPlan checked) {
        String platform = checked.plan().target().platform();
        if (!Checks.know(platform)) {
            console().out("There are no rules for " + platform + ".");
        } else if (checked.plan().migrations().isEmpty()) {
            console().out("Nothing is pending.");
        } else {
            FindingLines.print(console(), checked);
        }
    }
}
