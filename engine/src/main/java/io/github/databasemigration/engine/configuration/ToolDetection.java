package io.github.databasemigration.engine.configuration;

import io.github.databasemigration.engine.configuration.ToolFields.Tool;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Recognises the tool, and where its migrations are, from what lies in the project. */
final class ToolDetection {
    static final String ALEMBIC_INI = "alembic.ini";

    static final String USUAL_LOCATION = "db/migration";

    /** Flyway's own places and those of the frameworks that carry it: enough in themselves. */
    private static final List<String> CERTAIN = List.of(USUAL_LOCATION, "src/main/resources/db/migration");

    /** Places that may hold any SQL: only with a file in them that is named like a migration. */
    private static final List<String> POSSIBLE = List.of("sql", "migrations");

    private static final String MIGRATION = "([VB][0-9].*|R)__.*\\.sql";

    private static final List<String> RESOURCES = List.of(".", "src/main/resources");
    private static final String CHANGELOG = "db/changelog/db.changelog-master.";
    private static final List<String> FORMATS = List.of("yaml", "yml", "xml", "json", "sql");

    static final String USUAL_CHANGELOG = CHANGELOG + FORMATS.get(0);

    private final Path project;

    ToolDetection(Path project) {
        this.project = project;
    }

    /** The tool. Fault: {@code TOOL_UNDETECTED} where there are traces of several, or of none. */
    Tool tool() {
        Map<Tool, List<String>> traces = new LinkedHashMap<>();
        traces.put(Tool.ALEMBIC, Files.isRegularFile(project.resolve(ALEMBIC_INI)) ? List.of(ALEMBIC_INI) : List.of());
        traces.put(Tool.FLYWAY, locations());
        traces.put(
                Tool.LIQUIBASE,
                changelog().map(found -> List.of(found.toString())).orElse(List.of()));
        traces.values().removeIf(List::isEmpty);
        if (traces.size() != 1) {
            throw new Fault(
                    FaultCode.TOOL_UNDETECTED,
                    (traces.isEmpty() ? none() : several(traces.values())) + " in " + project + ".",
                    "Say tool: flyway, tool: alembic or tool: liquibase in the configuration, and where the migrations"
                            + " are.");
        }
        return traces.keySet().iterator().next();
    }

    private static String several(Collection<List<String>> traces) {
        String all = traces.stream().map(each -> String.join(", ", each)).collect(Collectors.joining(" and "));
        return (traces.size() > 2 ? "All of " : "Both ") + all + " exist";
    }

    private static String none() {
        return "Neither Flyway, Alembic nor Liquibase can be recognised: no " + ALEMBIC_INI + ", no "
                + String.join(", no ", CERTAIN) + ", no " + USUAL_CHANGELOG + " and no migrations in "
                + String.join(" or ", POSSIBLE);
    }

    /** A root changelog, and the folder that its paths start from. */
    record RootChangelog(String folder, String file) {
        @Override
        public String toString() {
            return folder.equals(".") ? file : folder + "/" + file;
        }
    }

    /** The root changelog where Spring Boot looks for one; empty where there is none. */
    Optional<RootChangelog> changelog() {
        return RESOURCES.stream()
                .flatMap(folder -> FORMATS.stream().map(format -> new RootChangelog(folder, CHANGELOG + format)))
                .filter(found -> Files.isRegularFile(project.resolve(found.toString())))
                .findFirst();
    }

    /** The one folder that holds Flyway's migrations; empty where there is none. */
    Optional<String> location() {
        List<String> locations = locations();
        if (locations.size() > 1) {
            throw new Fault(
                    FaultCode.TOOL_UNDETECTED,
                    "Flyway's migrations may be in each of " + String.join(", ", locations) + " in " + project + ".",
                    "Say in flyway.locations which folders hold them.");
        }
        return locations.stream().findFirst();
    }

    private List<String> locations() {
        return Stream.concat(
                        CERTAIN.stream().filter(folder -> Files.isDirectory(project.resolve(folder))),
                        POSSIBLE.stream().filter(folder -> holdsMigrations(project.resolve(folder))))
                .toList();
    }

    private static boolean holdsMigrations(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().matches(MIGRATION));
        } catch (IOException e) {
            return false;
        }
    }
}
