package io.github.databasemigration.engine.configuration;

import io.github.databasemigration.engine.configuration.ToolFields.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * The whole configuration at work: overrides, file and defaults, put together.
 *
 * @param file the file's name in mistakes
 * @param root its fields; empty where there is no file
 * @param project where relative paths start
 * @param overrides what goes before the file
 * @param mistakes those already found, and soon all of them
 */
record Document(String file, Optional<MappingNode> root, Path project, Overrides overrides, Mistakes mistakes) {
    private static final String USUAL_VERIFY_FOLDER = "verify";

    /** Fault: {@code TOOL_UNDETECTED}. */
    Reading read() {
        LayerReader reader = new LayerReader(file, mistakes);
        Map<String, LayerReader.Entry> top =
                root.map(fields -> reader.entries(fields, "")).orElse(Map.of());
        Layer overriding =
                new OverridesReader(List.of(EnvironmentFields.TABLE, ToolFields.TABLE), mistakes).read(overrides);
        Layers layers = Layers.of(overriding, reader.read(top, ToolFields.TABLE, "", Environments.PARTS));

        ToolAssembly tool = new ToolAssembly(layers, new ToolDetection(project));
        Optional<Tool> declared = tool.declared(mistakes);
        Optional<String> verify = verifyFolder(layers);
        Map<String, EnvironmentAssembly> environments =
                new Environments(file, mistakes, overrides, overriding).read(top);
        if (!mistakes.isEmpty()) {
            return new Reading(Optional.empty(), mistakes.sorted());
        }
        Map<String, Environment> assembled = new LinkedHashMap<>();
        environments.forEach((name, assembly) -> assembled.put(name, assembly.assemble(name)));
        Configuration configuration = new Configuration(project, tool.settings(declared), verify, assembled);
        return new Reading(Optional.of(configuration), List.of());
    }

    private Optional<String> verifyFolder(Layers layers) {
        Optional<String> named = layers.get(ToolFields.VERIFY);
        Optional<String> folder = named.or(() -> Optional.of(USUAL_VERIFY_FOLDER))
                .filter(each -> Files.isDirectory(project.resolve(each)));
        if (named.isPresent() && folder.isEmpty()) {
            Place place = layers.place(ToolFields.VERIFY).orElseThrow();
            mistakes.add(place, ToolFields.VERIFY.name(), "a folder that exists", Kinds.quoted(named.get()));
        }
        return folder;
    }
}
