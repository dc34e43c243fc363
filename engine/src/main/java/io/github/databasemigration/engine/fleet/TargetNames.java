package io.github.databasemigration.engine.fleet;

import io.github.databasemigration.engine.configuration.FleetPolicy;
import io.github.databasemigration.engine.configuration.FleetPolicy.Canary;
import io.github.databasemigration.engine.configuration.TargetName;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which targets there are: from the configuration itself, a file, or a database that is asked.
 *
 * <p>Every fault is {@code CONFIGURATION_INVALID}, besides those of reaching the database: no target at all, one that is
 * named twice, one whose name cannot be one, a canary that is not among them.
 */
final class TargetNames {
    private static final String COMMENT = "#";

    private TargetNames() {}

    static List<String> of(Order order) {
        FleetPolicy policy = order.environment().fleet().orElseThrow();
        List<String> names = read(order, policy).stream()
                .map(name -> TargetName.checked(
                        name, "the environment " + order.environment().name()))
                .toList();
        if (names.isEmpty()) {
            throw invalid(
                    order, "has no targets", "An empty fleet is never what somebody wants: correct what names it.");
        }
        Set<String> seen = new HashSet<>();
        names.forEach(name -> {
            // Each has a folder for its backups, and not every file system tells large letters from small ones.
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw invalid(
                        order, "has two targets " + name, "Name each once; large and small letters are the same.");
            }
        });
        refuseUnknownCanary(order, policy.rollout().canary(), names);
        return names;
    }

    private static List<String> read(Order order, FleetPolicy policy) {
        if (policy.query().isPresent()) {
            return Question.firstColumn(order, policy.queryUrl(), policy.query().get());
        }
        return policy.file()
                .map(file -> lines(order, order.configuration().project().resolve(file)))
                .orElseGet(policy::list);
    }

    private static List<String> lines(Order order, Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith(COMMENT))
                    .toList();
        } catch (IOException e) {
            throw invalid(order, "names its targets in " + file + ", which cannot be read", "Correct targets.file.");
        }
    }

    private static void refuseUnknownCanary(Order order, Canary canary, List<String> names) {
        canary.names().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw invalid(
                            order,
                            "has the canary " + name + ", which is not among its targets",
                            "Correct rollout.canary.");
                });
    }

    private static Fault invalid(Order order, String what, String remedy) {
        return new Fault(
                FaultCode.CONFIGURATION_INVALID,
                "The environment " + order.environment().name() + " " + what + ".",
                remedy);
    }
}
