package io.github.databasemigration.engine.configuration;

import io.github.databasemigration.engine.configuration.LayerReader.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads {@code defaults} and {@code environments}, and puts the overrides on top. */
final class Environments {
    /** The environment of a configuration that names none. */
    private static final String ONLY = "default";

    private static final String DEFAULTS = "defaults";
    private static final String ENVIRONMENTS = "environments";

    /** The names of what is read here. */
    static final List<String> PARTS = List.of(DEFAULTS, ENVIRONMENTS);

    /** Environments give their names to folders. */
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";

    private final String file;
    private final Mistakes mistakes;
    private final LayerReader reader;
    private final Overrides overrides;
    private final Layer overriding;

    /** @param overriding the overrides, as a layer */
    Environments(String file, Mistakes mistakes, Overrides overrides, Layer overriding) {
        this.file = file;
        this.mistakes = mistakes;
        this.reader = new LayerReader(file, mistakes);
        this.overrides = overrides;
        this.overriding = overriding;
    }

    /** All environments by name, checked, in the file's order. */
    Map<String, EnvironmentAssembly> read(Map<String, Entry> top) {
        Layer defaults = Optional.ofNullable(top.get(DEFAULTS))
                .flatMap(entry -> part(entry, DEFAULTS))
                .orElseGet(Layer::new);
        Map<String, EnvironmentAssembly> environments = new LinkedHashMap<>();
        if (top.containsKey(ENVIRONMENTS)) {
            named(top.get(ENVIRONMENTS)).forEach((name, entry) -> {
                String path = LayerReader.join(ENVIRONMENTS, name);
                Layer over = overrides.concern(name) ? overriding : new Layer();
                part(entry, path)
                        .map(part -> checked(Layers.of(over, part, defaults), path, Place.of(file, entry.name())))
                        .ifPresent(assembly -> environments.put(name, assembly));
            });
        } else if (mistakes.isEmpty()) {
            environments.put(ONLY, checked(Layers.of(overriding, defaults), "", new Place(file, 1, 1)));
        }
        return environments;
    }

    private Map<String, Entry> named(Entry entry) {
        if (!(entry.value() instanceof MappingNode fields) || fields.getValue().isEmpty()) {
            String found = entry.value() instanceof MappingNode ? "none" : Found.in(entry.value());
            mistakes.add(Place.of(file, entry.value()), ENVIRONMENTS, "environments by name", found);
            return Map.of();
        }
        Map<String, Entry> named = reader.entries(fields, ENVIRONMENTS);
        named.forEach((name, environment) -> {
            if (!name.matches(NAME)) {
                mistakes.add(
                        Place.of(file, environment.name()),
                        ENVIRONMENTS,
                        "a name of at most 63 letters, digits, dots, hyphens and underscores",
                        Kinds.quoted(name));
            }
        });
        return named;
    }

    private Optional<Layer> part(Entry entry, String path) {
        if (entry.value() instanceof MappingNode fields) {
            return Optional.of(reader.read(fields, EnvironmentFields.TABLE, path));
        }
        mistakes.add(Place.of(file, entry.value()), path, "fields ({} for none)", Found.in(entry.value()));
        return Optional.empty();
    }

    private EnvironmentAssembly checked(Layers layers, String path, Place place) {
        EnvironmentAssembly assembly = new EnvironmentAssembly(layers);
        assembly.check(path, place, mistakes);
        return assembly;
    }
}
