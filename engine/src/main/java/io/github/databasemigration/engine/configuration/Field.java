package io.github.databasemigration.engine.configuration;

/**
 * One field of the configuration.
 *
 * @param name its dotted name within its part, such as {@code backup.keep}
 * @param kind what it may hold
 * @param <T> what it becomes
 */
record Field<T>(String name, Kind<T> kind) {
    /** The last part of the name. */
    String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
