package io.github.databasemigration.engine.configuration;

import io.github.databasemigration.engine.configuration.ToolFields.Tool;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the tool's settings out of layers, with every default. */
final class ToolAssembly {
    private final Layers layers;
    private final ToolDetection detection;

    ToolAssembly(Layers layers, ToolDetection detection) {
        this.layers = layers;
        this.detection = detection;
    }

    /** The tool that is named, or that alone has a part; both parts and no name is a mistake. */
    Optional<Tool> declared(Mistakes mistakes) {
        Optional<Tool> named = layers.get(ToolFields.TOOL);
        if (named.isPresent()) {
            return named;
        }
        List<Tool> parts = Arrays.stream(Tool.values())
                .filter(tool -> layers.section(tool.section()).isPresent())
                .toList();
        if (parts.size() > 1) {
            mistakes.add(
                    layers.section(parts.get(1).section()).orElseThrow(),
                    ToolFields.TOOL.name(),
                    parts.stream().map(Tool::section).collect(Collectors.joining(" or ")) + ", because "
                            + (parts.size() > 2 ? "all" : "both") + " have a part here",
                    "nothing");
        }
        return parts.stream().findFirst();
    }

    /** The settings of a tool; where none was declared, it is detected. Fault: {@code TOOL_UNDETECTED}. */
    ToolSettings settings(Optional<Tool> declared) {
        return switch (declared.orElseGet(detection::tool)) {
            case FLYWAY -> flyway();
            case ALEMBIC -> alembic();
            case LIQUIBASE -> liquibase();
        };
    }

    private FlywaySettings flyway() {
        return new FlywaySettings(
                layers.get(ToolFields.LOCATIONS)
                        .orElseGet(() -> List.of(detection.location().orElse(ToolDetection.USUAL_LOCATION))),
                layers.get(ToolFields.CALLBACK_LOCATIONS).orElse(List.of()),
                layers.get(ToolFields.SCHEMAS).orElse(List.of()),
                layers.get(ToolFields.TABLE_NAME).orElse("flyway_schema_history"),
                layers.merged(ToolFields.PLACEHOLDERS),
                layers.get(ToolFields.PLACEHOLDER_REPLACEMENT).orElse(true),
                layers.get(ToolFields.BASELINE_VERSION),
                layers.get(ToolFields.BASELINE_ON_MIGRATE).orElse(false),
                layers.get(ToolFields.OUT_OF_ORDER).orElse(false),
                target(ToolFields.VERSION),
                layers.get(ToolFields.ENCODING).orElse(StandardCharsets.UTF_8),
                layers.get(ToolFields.MIXED).orElse(false));
    }

    private AlembicSettings alembic() {
        return new AlembicSettings(
                layers.get(ToolFields.INI).orElse(ToolDetection.ALEMBIC_INI),
                layers.get(ToolFields.SECTION).orElse("alembic"),
                layers.merged(ToolFields.ARGUMENTS),
                target(ToolFields.REVISION).orElse("head"),
                layers.get(ToolFields.PYTHON),
                layers.get(ToolFields.REQUIREMENTS),
                layers.get(ToolFields.PACKAGE_INDEX),
                layers.get(ToolFields.WHEELS),
                layers.get(ToolFields.URL_VARIABLE));
    }

    private LiquibaseSettings liquibase() {
        Optional<ToolDetection.RootChangelog> found = detection.changelog();
        return new LiquibaseSettings(
                layers.get(ToolFields.CHANGELOG).orElseGet(() -> found.map(ToolDetection.RootChangelog::file)
                        .orElse(ToolDetection.USUAL_CHANGELOG)),
                layers.get(ToolFields.SEARCH_PATH)
                        .orElseGet(() -> List.of(
                                found.map(ToolDetection.RootChangelog::folder).orElse("."))),
                layers.get(ToolFields.CONTEXTS),
                layers.get(ToolFields.LABELS),
                layers.merged(ToolFields.PARAMETERS),
                target(ToolFields.CHANGESET),
                layers.get(ToolFields.LIQUIBASE_BASELINE),
                layers.get(ToolFields.JAR),
                layers.get(ToolFields.HOME));
    }

    /** The tool's own field or the one of every tool, whichever is nearer. */
    private Optional<String> target(Field<String> own) {
        return layers.get(own, ToolFields.TARGET).or(() -> layers.get(ToolFields.TARGET, own));
    }
}
