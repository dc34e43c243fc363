package io.github.databasemigration.engine.configuration;

import io.github.databasemigration.engine.configuration.ToolFields.Tool;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Recognises the tool, and where Flyway's migrations are, from what lies in the project. */
final class ToolDetection {
    static final String ALEMBIC_INI = "alembic.ini";

    static final String USUAL_LOCATION = "db/migration";

    /** Flyway's own places and those of the frameworks that carry it: enough in themselves. */
    private static final List<String> CERTAIN = List.of(USUAL_LOCATION, "src/main/resources/db/migration");

    /** Places that may hold any SQL: only with a file in them that is named like a migration. */
    private static final List<String> POSSIBLE = List.of("sql", "migrations");

    private static final String MIGRATION = "([VB][0-9].*|R)__.*\\.sql";

    private final Path project;

    ToolDetection(Path project) {
        this.project = project;
    }

    /** The tool. Fault: {@code TOOL_UNDETECTED} where there are traces of both, or of none. */
    Tool tool() {
        boolean alembic = Files.isRegularFile(project.resolve(ALEMBIC_INI));
        List<String> locations = locations();
        if (alembic == !locations.isEmpty()) {
            throw new Fault(
                    FaultCode.TOOL_UNDETECTED,
                    (alembic
                                    ? "Both " + ALEMBIC_INI + " and " + String.join(", ", locations) + " exist in "
                                    : "Neither Flyway nor Alembic can be recognised: no " + ALEMBIC_INI + ", no "
                                            + String.join(", no ", CERTAIN) + " and no migrations in "
                                            + String.join(" or ", POSSIBLE) + " in ")
                            + project + ".",
                    "Say tool: flyway or tool: alembic in the configuration, and where the migrations are.");
        }
        return alembic ? Tool.ALEMBIC : Tool.FLYWAY;
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
