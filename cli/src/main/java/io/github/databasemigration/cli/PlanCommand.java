package io.github.databasemigration.cli;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.fleet.CheckedFleetPlan;
import io.github.databasemigration.engine.fleet.Fleet;
import io.github.databasemigration.engine.fleet.FleetPlanFiles;
import io.github.databasemigration.engine.fleet.FleetPlanner;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.report.RehearsalWords;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.run.Approval;
import io.github.databasemigration.engine.run.CheckedPlan;
import io.github.databasemigration.engine.run.Direction;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.PlanFiles;
import io.github.databasemigration.engine.run.PlanOnly;
import io.github.databasemigration.engine.run.RehearsalFiles;
import io.github.databasemigration.engine.run.Rehearse;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plan}: what would run. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what migrate would run, and the digest to approve.",
            "",
            "The pending migrations in order with their SQL, on which database, and what",
            "cannot be undone. Changes nothing there, not even a history table.",
            ""
        },
        footer = {"", "Give the digest to whoever approves: migrate --approved DIGEST runs exactly this", "or nothing."
        })
final class PlanCommand extends Work {
    @Option(names = "--down-to", paramLabel = "VERSION", description = "Plan the way down to a version or revision.")
    Optional<String> downTo = Optional.empty();

    @Mixin
    PhaseOption phase = new PhaseOption();

    @Option(names = "--repair", description = "Plan what migrate --repair would run after an interrupted run.")
    boolean repair;

    @Option(
            names = "--rehearse",
            description =
                    "Then run it on a scratch copy, as rehearse does; with --out, rehearsal.json is beside the plan.")
    boolean rehearse;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the plan as JSON to this file as well.")
    Optional<Path> out = Optional.empty();

    PlanCommand(Console console, Stop stop) {
        super(console, stop);
    }

    @Mixin
    FindingFiles files = new FindingFiles();

    @Override
    int work(Order order) {
        Direction direction = downTo.map(Direction::down).orElseGet(phase::direction);
        CheckedPlan checked = PlanOnly.checked(order, direction, repair);
        PlanFiles.keep(order, checked.document());
        out.ifPresent(file -> PlanFiles.write(file, order.redactor().redact(Json.pretty(checked.document()))));
        files.write(order, checked);
        if (!console().json()) {
            PlanLines.print(console(), checked.plan(), checked.phases());
            FindingLines.print(console(), checked);
            checked.drift().ifPresent(drift -> DriftLines.print(console(), drift));
        }
        if (rehearses(order, checked.plan())) {
            checked.require();
            Report rehearsed = rehearsed(order, checked.plan());
            if (!rehearsed.done()) {
                // A plan that fails on the copy is none that could be approved.
                return finish(order, rehearsed);
            }
        } else if (!console().json()) {
            RehearsalFiles.find(order, checked.plan().digest())
                    .ifPresent(rehearsal -> console().out(RehearsalWords.wayBack(rehearsal)));
        }
        if (console().json()) {
            console().document(checked.document());
        }
        checked.require();
        return 0;
    }

    @Override
    int work(Fleet fleet) {
        if (downTo.isPresent() || repair || rehearse) {
            throw new Fault(
                    FaultCode.USAGE,
                    "A fleet is planned upwards and as it is.",
                    "Leave --down-to, --repair and --rehearse out, or name one of it with --target.");
        }
        CheckedFleetPlan checked = new FleetPlanner(fleet, phase.direction(), new FleetView(console())).plan();
        FleetPlanFiles.keep(fleet.order(), checked.document(), out);
        files.write(
                fleet.order().redactor(),
                checked.plan().environment(),
                checked.plan().scripts(),
                checked.findings());
        if (console().json()) {
            console().document(checked.document());
        } else {
            FleetPlanLines.print(console(), checked);
        }
        checked.require();
        return 0;
    }

    private boolean rehearses(Order order, Plan plan) {
        boolean up = downTo.isEmpty() && !repair && !plan.empty();
        return up && (rehearse || order.environment().rehearsal().required());
    }

    private Report rehearsed(Order order, Plan plan) {
        Approval exactly = new Approval(Optional.of(plan.digest()), Optional.of(plan));
        Report report = Rehearse.run(order, new Rehearse.Options(Optional.empty(), false, exactly), view());
        report.rehearsal().ifPresent(rehearsal -> {
            out.ifPresent(file -> RehearsalFiles.write(order, rehearsal, file.resolveSibling(RehearsalFiles.NAME)));
            if (!console().json()) {
                RehearsalLines.print(console(), rehearsal);
            }
        });
        return report;
    }
}
