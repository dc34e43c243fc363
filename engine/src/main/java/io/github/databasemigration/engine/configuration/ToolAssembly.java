package io.github.databasemigration.engine.configuration;

import io.github.databasemigration.engine.configuration.ToolFields.Tool;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

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
        Optional<Place> flyway = layers.section("flyway");
        Optional<Place> alembic = layers.section("alembic");
        if (flyway.isPresent() && alembic.isPresent()) {
            mistakes.add(
                    alembic.get(),
                    ToolFields.TOOL.name(),
                    "flyway or alembic, because both have a part here",
                    "nothing");
        }
        return flyway.map(place -> Tool.FLYWAY).or(() -> alembic.map(place -> Tool.ALEMBIC));
    }

    /** The settings of a tool; where none was declared, it is detected. Fault: {@code TOOL_UNDETECTED}. */
    ToolSettings settings(Optional<Tool> declared) {
        return declared.orElseGet(detection::tool) == Tool.FLYWAY ? flyway() : alembic();
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

    /** The tool's own field or the one of every tool, whichever is nearer. */
    private Optional<String> target(Field<String> own) {
        return layers.get(own, ToolFields.TARGET).or(() -> layers.get(ToolFields.TARGET, own));
    }
}
