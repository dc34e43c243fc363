package io.github.databasemigration.engine.fleet;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.PlanFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps fleet plans by their digest. A digest alone does not say what was approved: a target that is done looks different. */
public final class FleetPlanFiles {
    private FleetPlanFiles() {}

    /** Keeps a plan in the project's work folder, and writes it to a file, too, if one is named. */
    public static void keep(Order order, FleetPlan.Document plan, Optional<Path> out) {
        String text = order.redactor().redact(Json.pretty(plan));
        PlanFiles.write(file(order, plan.digest()), text);
        out.ifPresent(file -> PlanFiles.write(file, text));
    }

    /**
     * What was approved. Faults: {@code USAGE} for a digest that is none, {@code FILE_FAILED} where there is no plan to it,
     * {@code PLAN_CHANGED} where the file holds another.
     *
     * @param digest the approved digest; empty: nothing was
     * @param file the plan; empty: the one kept under that digest
     */
    public static Optional<FleetPlan> approved(Order order, Optional<String> digest, Optional<Path> file) {
        if (digest.isEmpty() && file.isEmpty()) {
            return Optional.empty();
        }
        digest.ifPresent(PlanFiles::requireDigest);
        FleetPlan plan = read(file.orElseGet(() -> file(order, digest.get())));
        if (digest.isPresent() && !digest.get().equals(plan.digest())) {
            throw new Fault(
                    FaultCode.PLAN_CHANGED,
                    "The plan in the file is not the approved one: approved " + digest.get() + ", there "
                            + plan.digest() + ".",
                    "Give the file that plan --out wrote when this digest was approved.");
        }
        if (!plan.environment().equals(order.environment().name())) {
            throw new Fault(
                    FaultCode.PLAN_CHANGED,
                    "The plan is for the environment " + plan.environment() + ", not for "
                            + order.environment().name() + ".",
                    "Make a plan of this environment, and have it approved.");
        }
        return Optional.of(plan);
    }

    private static Path file(Order order, String digest) {
        return order.configuration()
                .project()
                .resolve(Order.WORK_FOLDER)
                .resolve("plans")
                .resolve(digest + ".json");
    }

    private static FleetPlan read(Path file) {
        try {
            return Json.read(Files.readString(file), FleetPlan.Document.class).plan();
        } catch (IOException | UncheckedIOException | NullPointerException e) {
            throw new Fault(
                    FaultCode.FILE_FAILED,
                    file + " could not be read as the plan of a fleet.",
                    "Name the file that plan --out wrote with --plan.");
        }
    }
}
