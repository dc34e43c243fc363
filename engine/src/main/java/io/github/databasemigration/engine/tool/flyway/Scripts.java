package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;

/** All scripts of a project as they were at one moment, for Flyway and for the plan alike. */
final class Scripts implements ResourceProvider {
    /** Nothing at all. */
    static final Scripts NONE = new Scripts(Map.of(), Map.of());

    private final Map<Script, ScriptName> named;
    private final Map<String, Script> settings;
    private final Map<String, Script> byFile = new HashMap<>();

    /**
     * @param named the SQL scripts in the order of their paths
     * @param settings the scripts' own settings files, by relative path
     */
    Scripts(Map<Script, ScriptName> named, Map<String, Script> settings) {
        this.named = new LinkedHashMap<>(named);
        this.settings = Map.copyOf(settings);
        named.keySet().forEach(script -> byFile.put(script.file(), script));
    }

    /** Refuses two scripts that claim the same place, for Flyway's choice between them would be arbitrary. */
    void refuseDuplicates() {
        Map<Claim, Script> claimed = new HashMap<>();
        named.forEach((script, name) -> {
            Claim claim = Claim.of(script, name);
            Script other = claimed.putIfAbsent(claim, script);
            if (other != null) {
                throw new Fault(
                        FaultCode.VERSION_DUPLICATE,
                        "Two scripts are " + claim + ": " + other.file() + " and " + script.file() + ".",
                        "Rename or remove one of them.");
            }
        });
    }

    /** What there may be only one of. Flyway takes 1.0, 01 and 1 for the same version, and so do these. */
    record Claim(ScriptName.Kind kind, Optional<MigrationVersion> version, String name) {
        static Claim of(Script script, ScriptName name) {
            String text =
                    switch (name.kind()) {
                        case REPEATABLE -> name.description();
                        case CALLBACK -> script.getFilename();
                        default -> "";
                    };
            return new Claim(name.kind(), name.version(), text);
        }

        @Override
        public String toString() {
            return switch (kind) {
                case VERSIONED -> "version " + version.orElseThrow();
                case BASELINE -> "the baseline of version " + version.orElseThrow();
                case UNDO -> "the undo script of version " + version.orElseThrow();
                case REPEATABLE -> "the repeatable migration \"" + name + "\"";
                case CALLBACK -> "the callback " + name;
            };
        }
    }

    /** Whether there is any migration that goes up; callbacks alone are none. */
    boolean haveMigrations() {
        return named.values().stream()
                .anyMatch(name -> name.kind() != ScriptName.Kind.CALLBACK && name.kind() != ScriptName.Kind.UNDO);
    }

    /** The script that Flyway names by its physical location. */
    Optional<Script> at(String physicalLocation) {
        return Optional.ofNullable(byFile.get(physicalLocation));
    }

    /** Every SQL script with its name. */
    Stream<Map.Entry<Script, ScriptName>> stream() {
        return named.entrySet().stream();
    }

    ScriptName name(Script script) {
        return named.get(script);
    }

    /** The script that undoes a version. */
    Optional<Script> undo(MigrationVersion version) {
        return stream()
                .filter(entry -> entry.getValue().kind() == ScriptName.Kind.UNDO)
                .filter(entry ->
                        entry.getValue().version().filter(version::equals).isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The callbacks in the order in which Flyway runs those of one event. */
    List<Map.Entry<Script, ScriptName>> callbacks() {
        return stream()
                .filter(entry -> entry.getValue().kind() == ScriptName.Kind.CALLBACK)
                .sorted((a, b) ->
                        a.getValue().description().compareTo(b.getValue().description()))
                .toList();
    }

    /** The script's own settings. */
    Optional<Script> settings(Script script) {
        return Optional.ofNullable(settings.get(script.getRelativePath() + ".conf"));
    }

    @Override
    public LoadableResource getResource(String name) {
        return settings.get(name);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        // This Flyway knows no undo scripts and would call their names malformed.
        return stream()
                .filter(entry -> entry.getValue().kind() != ScriptName.Kind.UNDO)
                .map(Map.Entry::getKey)
                .filter(script -> script.getFilename().startsWith(prefix))
                .map(LoadableResource.class::cast)
                .toList();
    }
}
