package io.github.databasemigration.engine.tool.liquibase;

import io.github.databasemigration.engine.configuration.LiquibaseSettings;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Sha256;
import io.github.databasemigration.engine.tool.ScriptSource;
import io.github.databasemigration.engine.tool.liquibase.bridge.ChangelogSource;
import io.github.databasemigration.engine.tool.liquibase.bridge.KnownChangeSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The files of a changelog, each read once. */
final class ChangelogFiles {
    private final Path project;
    private final LiquibaseSettings settings;
    private final Map<String, Optional<Content>> read = new HashMap<>();
    private final Map<String, ScriptSource> sources = new HashMap<>();

    ChangelogFiles(Path project, LiquibaseSettings settings) {
        this.project = project;
        this.settings = settings;
    }

    private record Content(Path file, byte[] bytes) {}

    /** What Liquibase is told. Fault {@code LOCATION_MISSING} where the root changelog is not there. */
    ChangelogSource source() {
        List<Path> roots = settings.searchPath().stream().map(project::resolve).toList();
        if (roots.stream().noneMatch(root -> Files.isRegularFile(root.resolve(settings.changelog())))) {
            throw new Fault(
                    FaultCode.LOCATION_MISSING,
                    "There is no changelog " + settings.changelog() + " in " + String.join(", ", settings.searchPath())
                            + ".",
                    "Correct liquibase.changelog, which is a path from a folder of liquibase.searchPath.");
        }
        return new ChangelogSource(
                roots,
                settings.changelog(),
                settings.contexts().orElse(""),
                settings.labels().orElse(""),
                settings.parameters());
    }

    /** Of the file that holds a changeset; what else it loads is in its checksum and in its SQL. */
    String sha256(KnownChangeSet changeSet, int statements) {
        Optional<Content> content = read.computeIfAbsent(changeSet.path(), this::read);
        content.ifPresent(found -> sources.put(changeSet.name(), source(found, changeSet, statements)));
        return Sha256.hex(content.map(Content::bytes).orElse(new byte[0]));
    }

    private ScriptSource source(Content found, KnownChangeSet changeSet, int statements) {
        String text = new String(found.bytes(), StandardCharsets.UTF_8);
        return new ScriptSource(
                project.relativize(found.file()).toString(),
                text,
                List.of(),
                changeSet.path().endsWith(".sql")
                        ? Collections.nCopies(statements, header(text, changeSet))
                        : List.of());
    }

    /** The line where a changeset begins in a changelog that is SQL. */
    private static int header(String text, KnownChangeSet changeSet) {
        Pattern header = Pattern.compile("(?i)\\s*--\\s*changeset\\s+\"?" + Pattern.quote(changeSet.author())
                + "\"?:\"?" + Pattern.quote(changeSet.id()) + "\"?(\\s.*)?");
        List<String> lines = text.lines().toList();
        return IntStream.range(0, lines.size())
                        .filter(i -> header.matcher(lines.get(i)).matches())
                        .findFirst()
                        .orElse(0)
                + 1;
    }

    private Optional<Content> read(String path) {
        for (String folder : settings.searchPath()) {
            Path file = project.resolve(folder).resolve(path).normalize();
            try {
                return Optional.of(new Content(file, Files.readAllBytes(file)));
            } catch (IOException e) {
                // Perhaps it is in the next folder, or in a jar.
            }
        }
        return Optional.empty();
    }

    /** The files of the changesets that were asked for, by the changesets' names. */
    Map<String, ScriptSource> sources() {
        return Map.copyOf(sources);
    }
}
