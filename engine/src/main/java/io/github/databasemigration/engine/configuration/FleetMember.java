package io.github.databasemigration.engine.configuration;

import java.util.Optional;

/**
 * Which target of a fleet an environment stands for.
 *
 * @param environment the fleet's environment
 * @param target the target's name
 * @param schema the schema that is all of the database it may see; empty where the target is a database
 */
public record FleetMember(String environment, String target, Optional<String> schema) {
    /** What the environment of one target is called: an address, which no name of an environment can be. */
    String name() {
        return target + suffix(environment);
    }

    /** What the names of all targets' environments end with. */
    public static String suffix(String environment) {
        return "@" + environment;
    }
}
