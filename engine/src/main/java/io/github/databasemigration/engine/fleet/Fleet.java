package io.github.databasemigration.engine.fleet;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.configuration.Configuration;
import io.github.databasemigration.engine.configuration.Environment;
import io.github.databasemigration.engine.configuration.FleetPolicy;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.run.Order;
import java.util.List;
import java.util.Optional;

/**
 * The databases or schemas that an environment stands for.
 *
 * @param order for all of them
 * @param names in the order in which they were named
 */
public record Fleet(Order order, List<String> names) {
    /** Of a server's name for a session, so much is left for a run's id and the number of the target behind it. */
    private static final int LONGEST_RUN = 40;

    public Fleet {
        names = List.copyOf(names);
    }

    /** Finds out which targets there are. Faults: those of {@link TargetNames}. */
    public static Fleet of(Order order) {
        if (order.run().length() > LONGEST_RUN) {
            throw new Fault(
                    FaultCode.USAGE,
                    "The run's id is longer than " + LONGEST_RUN + " characters.",
                    "Runs of a fleet need a shorter one, for the runs of its targets add to it.");
        }
        return new Fleet(order, TargetNames.of(order));
    }

    FleetPolicy policy() {
        return order.environment().fleet().orElseThrow();
    }

    /**
     * The order for one target of it, as if it were a database by itself.
     *
     * <p>Fault {@code ENVIRONMENT_UNKNOWN} where there is no such target.
     */
    public Order only(String target) {
        if (!names.contains(target)) {
            throw new Fault(
                    FaultCode.ENVIRONMENT_UNKNOWN,
                    order.environment().name() + " has no target " + target + " among its " + names.size() + ".",
                    "Name one that it has: migrate-database status --environment "
                            + order.environment().name() + ".");
        }
        return bind(target, order.run(), order.cancellation());
    }

    /** The same for a run that is part of a run of the fleet. */
    Order part(String target, Cancellation cancellation) {
        return bind(target, order.run() + "." + (names.indexOf(target) + 1), cancellation);
    }

    /** The order for the database that holds all schemas, for a run that is part of a run of the fleet. */
    Order whole(String part) {
        return ordered(order.configuration(), order.environment(), order.run() + "." + part, order.cancellation());
    }

    private Order bind(String target, String run, Cancellation cancellation) {
        Configuration configuration = order.configuration().of(order.environment(), target);
        return ordered(configuration, configuration.only(), run, cancellation);
    }

    private Order ordered(Configuration configuration, Environment environment, String run, Cancellation cancellation) {
        Holder holder = order.holder();
        return new Order(
                configuration,
                environment,
                order.credentials(),
                order.redactor(),
                order.processEnvironment(),
                new Holder(holder.who(), holder.host(), holder.pid(), Optional.of(run), holder.since()),
                cancellation,
                order.kept());
    }
}
