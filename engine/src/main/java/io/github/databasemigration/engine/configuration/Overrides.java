package io.github.databasemigration.engine.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Values given on a command line or in a step, which go before those of the file: every field of an environment
 * ({@code backup.verification}) and of the tools ({@code flyway.target}). Immutable.
 *
 * <p>A list is written with commas; one entry of a map is a field of its own ({@code flyway.placeholders.owner}).
 */
public final class Overrides {
    /** Overrides nothing. */
    public static final Overrides NONE = new Overrides(Optional.empty(), List.of());

    private final Optional<String> environment;
    private final List<Given> overrides;

    private Overrides(Optional<String> environment, List<Given> overrides) {
        this.environment = environment;
        this.overrides = List.copyOf(overrides);
    }

    /** The same overrides, meant for one environment alone; empty: for every one. */
    public Overrides in(Optional<String> only) {
        return new Overrides(only, overrides);
    }

    /**
     * Overrides one more field. The last word on a field counts.
     *
     * @param field its dotted name, without the environment's
     * @param value its value, as it would stand in the file
     * @param option how the value was given, as a mistake will name it: {@code --url}, {@code argument 'url'}
     */
    public Overrides with(String field, String value, String option) {
        List<Given> more = new ArrayList<>(overrides);
        more.removeIf(given -> given.field.equals(field));
        more.add(new Given(field, value, option));
        return new Overrides(environment, more);
    }

    List<Given> list() {
        return overrides;
    }

    boolean concern(String name) {
        return environment.isEmpty() || environment.get().equals(name);
    }

    /** One value in place of the file's. */
    record Given(String field, String value, String option) {}
}
