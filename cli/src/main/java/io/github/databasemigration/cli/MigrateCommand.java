package io.github.databasemigration.cli;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.fleet.Fleet;
import io.github.databasemigration.engine.fleet.FleetPlanFiles;
import io.github.databasemigration.engine.fleet.MigrateFleet;
import io.github.databasemigration.engine.report.FleetReport;
import io.github.databasemigration.engine.run.Approval;
import io.github.databasemigration.engine.run.AtStart;
import io.github.databasemigration.engine.run.Migrate;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.PlanFiles;
import io.github.databasemigration.engine.secret.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code migrate}: the whole contract. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = {
            "Backs up, migrates, verifies, reports.",
            "",
            "Plans, takes the lock, backs up and proves the backup, applies what is pending,",
            "verifies. On failure the policy onFailure decides: stop, or restore the backup.",
            ""
        },
        footer = {
            "",
            "Ctrl-C or SIGTERM cancels the running statement in the server, rolls back, and says what state the",
            "database is in."
        })
final class MigrateCommand extends Work {
    @Option(
            names = "--approved",
            paramLabel = "DIGEST",
            description = "Run exactly the plan with this digest; refuse, naming the difference, if anything changed.")
    Optional<String> approved = Optional.empty();

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description =
                    "The approved plan, as plan --out wrote it: lets a refusal name what changed. Default: found by"
                            + " its digest where the plan was made in this folder.")
    Optional<Path> plan = Optional.empty();

    @Option(
            names = "--repair",
            description = "After an interrupted run: its traces have been removed by hand, so forget its failure in the"
                    + " history and run the migration again.")
    boolean repair;

    @Option(
            names = "--at-start",
            description = "For applications that migrate when they start: wait for a server that is not up yet; of"
                    + " many that start at once exactly one migrates, the others wait for it.")
    boolean atStart;

    @Mixin
    PhaseOption phase = new PhaseOption();

    @Mixin
    PackOptions pack = new PackOptions();

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            description = "Something worth knowing about this run, such as who approved it, for its journal and report."
                    + " May be repeated.")
    List<String> notes = new ArrayList<>();

    @Mixin
    PartOptions part = new PartOptions();

    MigrateCommand(Console console, Stop stop) {
        super(console, stop);
    }

    @Override
    List<Secret> secrets() {
        return pack.key.take();
    }

    @Override
    int work(Order order) {
        part.refuse();
        Approval approval = PlanFiles.approval(order, approved, plan);
        Migrate.Options options = new Migrate.Options(approval, phase.direction(), repair, pack.packing(), notes);
        return finish(order, atStart ? AtStart.run(order, options, view()) : Migrate.run(order, options, view()));
    }

    @Override
    int work(Fleet fleet) {
        if (repair || atStart || pack.packing().isPresent()) {
            throw new Fault(
                    FaultCode.USAGE,
                    "--repair, --at-start and --pack-backup-to are for one database.",
                    "Leave them out, or name one of the targets with --target.");
        }
        Order order = fleet.order();
        MigrateFleet.Options options = new MigrateFleet.Options(
                FleetPlanFiles.approved(order, approved, plan), part.part(), phase.direction(), notes);
        FleetReport report = MigrateFleet.run(fleet, options, new FleetView(console()));
        FleetReportLines.print(console(), order, report);
        return report.exitStatus();
    }
}
