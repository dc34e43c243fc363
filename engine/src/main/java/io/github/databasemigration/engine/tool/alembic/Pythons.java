package io.github.databasemigration.engine.tool.alembic;

import io.github.databasemigration.engine.configuration.AlembicSettings;
import io.github.databasemigration.engine.tool.ProjectContext;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The Pythons that may have Alembic, the likeliest first. The first on the PATH need not be the one: the system's own
 * often has the packages, and another was put before it.
 */
final class Pythons {
    private static final List<String> NAMES = List.of("python3", "python", "python3.exe", "python.exe");
    private static final List<Path> SYSTEM = List.of(Path.of("/usr/bin/python3"), Path.of("/usr/local/bin/python3"));

    private final ProjectContext context;
    private final AlembicSettings settings;

    Pythons(ProjectContext context, AlembicSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    /** Paths of programs, in the order in which to try them. */
    List<String> candidates() {
        if (settings.requirements().isPresent()) {
            return List.of(
                    new VirtualEnvironment(context, settings, bases()).ready().toString());
        }
        return bases();
    }

    /** Those that are not made for this project. */
    private List<String> bases() {
        return settings.python().map(named -> List.of(resolved(named))).orElseGet(this::found);
    }

    /** A name is looked up on the PATH by the operating system; a path starts at the project. */
    private String resolved(String named) {
        return named.contains("/") || named.contains(File.separator)
                ? context.project().resolve(named).toString()
                : onPath().map(folder -> folder.resolve(named))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .map(Path::toString)
                        .orElse(named);
    }

    private List<String> found() {
        Set<Path> seen = new LinkedHashSet<>();
        return Stream.concat(onPath().flatMap(folder -> NAMES.stream().map(folder::resolve)), SYSTEM.stream())
                .filter(Files::isExecutable)
                .filter(python -> seen.add(real(python)))
                .map(Path::toString)
                .toList();
    }

    /** Without links in the folder's own path (/bin and /usr/bin are often one); a link to a Python is another Python. */
    private static Path real(Path python) {
        try {
            return python.getParent().toRealPath().resolve(python.getFileName());
        } catch (IOException e) {
            return python;
        }
    }

    private Stream<Path> onPath() {
        // Windows spells it Path.
        String path = context.environment().entrySet().stream()
                .filter(variable -> variable.getKey().equalsIgnoreCase("PATH"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .flatMap(Pythons::path);
    }

    private static Stream<Path> path(String folder) {
        try {
            return Stream.of(Path.of(folder));
        } catch (InvalidPathException e) {
            // Windows lets people put anything into the PATH.
            return Stream.empty();
        }
    }
}
