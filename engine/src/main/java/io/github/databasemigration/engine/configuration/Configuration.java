package io.github.databasemigration.engine.configuration;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * {@code database-migration.yml}, read and checked, every default filled in.
 *
 * @param project the folder of the file: relative paths start here
 * @param tool the tool's part; detected from the project where the file does not say
 * @param verifyFolder the folder of the application's verify scripts; empty: none was configured and {@code verify} does
 *     not exist
 * @param environments by name, in the file's order; a URL as it is written, perhaps with {@code ${VARIABLE}} in it
 */
public record Configuration(
        Path project, ToolSettings tool, Optional<String> verifyFolder, Map<String, Environment> environments) {

    public Configuration {
        environments = Collections.unmodifiableMap(new LinkedHashMap<>(environments));
    }

    /**
     * The environment to work on, ready to be used: the variables in its URL are resolved.
     *
     * <p>Faults: {@code ENVIRONMENT_UNKNOWN}, {@code CONFIGURATION_INVALID} naming a variable that is not set.
     *
     * @param name may be empty where there is only one
     * @param variables the environment variables of the process
     */
    public Environment environment(Optional<String> name, Map<String, String> variables) {
        Environment environment = named(name);
        if (environment.fleet().isEmpty()) {
            refuseUnfilledPlaces(environment);
        }
        UnaryOperator<String> resolve = url -> DatabaseUrl.resolve(url, environment.name(), variables);
        return environment.withUrls(
                resolve.apply(environment.url()),
                environment.rehearsal().url().map(resolve),
                environment
                        .fleet()
                        .map(fleet -> fleet.withQueryUrl(fleet.queryUrl().map(resolve))));
    }

    private void refuseUnfilledPlaces(Environment environment) {
        if (!tool.with(text -> TargetName.placed(text) ? "" : text).equals(tool)) {
            throw new Fault(
                    FaultCode.CONFIGURATION_INVALID,
                    "The settings of " + tool.tool() + " have the place " + TargetName.PLACE + ", and the environment "
                            + environment.name() + " has no targets to put there.",
                    "Give the environment targets, be it one, or write a name instead of " + TargetName.PLACE + ".");
        }
    }

    /**
     * One target of a fleet as a project of its own: its name stands wherever there was a place for it.
     *
     * @param fleet the environment that the target belongs to, its variables resolved
     * @param target the target's name, which is one of the fleet's; fault {@code CONFIGURATION_INVALID} if it is no name
     */
    public Configuration of(Environment fleet, String target) {
        String name = TargetName.checked(target, "the environment " + fleet.name());
        boolean schema = fleet.fleet().orElseThrow().of() == FleetPolicy.Of.SCHEMAS;
        Environment environment =
                fleet.of(new FleetMember(fleet.name(), name, Optional.of(name).filter(each -> schema)));
        return new Configuration(
                project, tool.with(TargetName.puts(name)), verifyFolder, Map.of(environment.name(), environment));
    }

    /** The only environment, as it is: that of {@link #of(Environment, String)}. */
    public Environment only() {
        return environments.values().iterator().next();
    }

    /** The same as it is written: variables may be in the URL, and need not be set. */
    public Environment written(Optional<String> name) {
        return named(name);
    }

    private Environment named(Optional<String> name) {
        if (name.isEmpty() && environments.size() == 1) {
            return only();
        }
        return name.map(environments::get)
                .orElseThrow(() -> new Fault(
                        FaultCode.ENVIRONMENT_UNKNOWN,
                        name.map(each -> "There is no environment " + Kinds.quoted(each) + ".")
                                .orElse("There are several environments, and none was named."),
                        "Name one of: " + String.join(", ", environments.keySet()) + "."));
    }
}
