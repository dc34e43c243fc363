package io.github.databasemigration.engine.configuration;

import io.github.databasemigration.engine.configuration.Environment.FailurePolicy;
import io.github.databasemigration.engine.configuration.Environment.Keep;
import io.github.databasemigration.engine.configuration.FleetPolicy.Canary;
import io.github.databasemigration.engine.configuration.FleetPolicy.Failures;
import io.github.databasemigration.engine.configuration.FleetPolicy.Of;
import io.github.databasemigration.engine.configuration.FleetPolicy.Rollout;
import java.util.List;
import java.util.Optional;

/** Makes the fleet of an environment out of layers, with every default. */
final class FleetAssembly {
    private static final String SECTION = "targets";
    private static final String NO_CANARY = "none";
    private static final int WAVE = 100;
    private static final int PARALLEL = 4;

    /** As careful as can be: the first that fails stops the rest. */
    private static final Failures MAX_FAILURES = new Failures(0, false);

    private final Layers layers;

    FleetAssembly(Layers layers) {
        this.layers = layers;
    }

    Optional<FleetPolicy> assemble() {
        if (layers.section(SECTION).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new FleetPolicy(
                of(),
                layers.get(
                                EnvironmentFields.TARGETS_LIST,
                                EnvironmentFields.TARGETS_QUERY,
                                EnvironmentFields.TARGETS_FILE)
                        .orElse(List.of()),
                layers.get(
                        EnvironmentFields.TARGETS_QUERY,
                        EnvironmentFields.TARGETS_LIST,
                        EnvironmentFields.TARGETS_FILE),
                layers.get(EnvironmentFields.TARGETS_URL),
                layers.get(
                        EnvironmentFields.TARGETS_FILE,
                        EnvironmentFields.TARGETS_LIST,
                        EnvironmentFields.TARGETS_QUERY),
                new Rollout(
                        canary(layers.get(EnvironmentFields.CANARY).orElse(List.of("1"))),
                        layers.get(EnvironmentFields.WAVE).orElse(WAVE),
                        layers.get(EnvironmentFields.PARALLEL).orElse(PARALLEL),
                        layers.get(EnvironmentFields.MAX_FAILURES).orElse(MAX_FAILURES))));
    }

    private Of of() {
        return layers.get(EnvironmentFields.TARGETS_OF).orElse(Of.DATABASES);
    }

    private static Canary canary(List<String> written) {
        if (written.equals(List.of(NO_CANARY))) {
            return new Canary(0, List.of());
        }
        return written.size() == 1 && written.get(0).matches("[0-9]{1,6}")
                ? new Canary(Integer.parseInt(written.get(0)), List.of())
                : new Canary(0, written);
    }

    /** Reports what contradicts itself or is missing in the layers together. */
    void check(String path, Place place, Mistakes mistakes) {
        boolean placed =
                layers.get(EnvironmentFields.URL).filter(TargetName::placed).isPresent();
        Optional<Place> section = layers.section(SECTION);
        if (section.isEmpty()) {
            if (placed) {
                report(
                        EnvironmentFields.URL,
                        place,
                        path,
                        mistakes,
                        "a URL without " + TargetName.PLACE + ", because there are no targets",
                        TargetName.PLACE);
            }
            return;
        }
        boolean named = layers.mention(EnvironmentFields.TARGETS_LIST)
                || layers.mention(EnvironmentFields.TARGETS_QUERY)
                || layers.mention(EnvironmentFields.TARGETS_FILE);
        if (!named) {
            mistakes.add(section.get(), LayerReader.join(path, SECTION), "list, query or file", "none of them");
        }
        if (of() == Of.DATABASES) {
            checkDatabases(placed, path, place, mistakes);
        } else {
            checkSchemas(path, place, mistakes);
        }
    }

    private void checkDatabases(boolean placed, String path, Place place, Mistakes mistakes) {
        if (layers.get(EnvironmentFields.URL).isPresent() && !placed) {
            report(
                    EnvironmentFields.URL,
                    place,
                    path,
                    mistakes,
                    "a URL with " + TargetName.PLACE + " where the name of each target goes",
                    "the same URL for all");
        }
        if (layers.mention(EnvironmentFields.TARGETS_QUERY) && !layers.mention(EnvironmentFields.TARGETS_URL)) {
            report(
                    EnvironmentFields.TARGETS_QUERY,
                    place,
                    path,
                    mistakes,
                    "targets.url, too, for the database that is" + " to be asked",
                    "nothing");
        }
    }

    /** What goes back to a backup takes all schemas of the database back. */
    private void checkSchemas(String path, Place place, Mistakes mistakes) {
        if (layers.get(EnvironmentFields.ON_FAILURE)
                .filter(FailurePolicy.RESTORE::equals)
                .isPresent()) {
            report(
                    EnvironmentFields.ON_FAILURE,
                    place,
                    path,
                    mistakes,
                    "stop, because a backup holds all schemas of" + " the database",
                    "restore");
        }
        if (layers.get(EnvironmentFields.REHEARSAL_REQUIRED).orElse(false)
                || layers.get(EnvironmentFields.REHEARSAL_DOWN).orElse(false)) {
            report(
                    EnvironmentFields.REHEARSAL_REQUIRED,
                    place,
                    path,
                    mistakes,
                    "no rehearsal, because the targets are" + " schemas",
                    "true");
        }
        if (layers.get(EnvironmentFields.UNDO_KEEP)
                .filter(keep -> keep != Keep.NONE)
                .isPresent()) {
            report(
                    EnvironmentFields.UNDO_KEEP,
                    place,
                    path,
                    mistakes,
                    "none, because side copies of all schemas are in" + " one place",
                    "another");
        }
    }

    private void report(
            Field<?> field, Place otherwise, String path, Mistakes mistakes, String expected, String found) {
        mistakes.add(layers.place(field).orElse(otherwise), LayerReader.join(path, field.name()), expected, found);
    }
}
