package io.github.databasemigration.engine.configuration;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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
        return environment.withUrls(
                DatabaseUrl.resolve(environment.url(), environment.name(), variables),
                environment.rehearsal().url().map(url -> DatabaseUrl.resolve(url, environment.name(), variables)));
    }

    /** The same as it is written: variables may be in the URL, and need not be set. */
    public Environment written(Optional<String> name) {
        return named(name);
    }

    private Environment named(Optional<String> name) {
        if (name.isEmpty() && environments.size() == 1) {
            return environments.values().iterator().next();
        }
        return name.map(environments::get)
                .orElseThrow(() -> new Fault(
                        FaultCode.ENVIRONMENT_UNKNOWN,
                        name.map(each -> "There is no environment " + Kinds.quoted(each) + ".")
                                .orElse("There are several environments, and none was named."),
                        "Name one of: " + String.join(", ", environments.keySet()) + "."));
    }
}
