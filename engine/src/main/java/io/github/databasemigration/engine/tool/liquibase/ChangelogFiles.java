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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The files of a changelog, each read once. */
final class ChangelogFiles {
    private static final String HEADER = "\\s*--\\s*changeset\\s+";
    private static final Pattern ANY_HEADER = Pattern.compile("(?i)" + HEADER + ".*");
    private static final String NOTHING = Sha256.hex(new byte[0]);

    private final Path project;
    private final LiquibaseSettings settings;
    private final Map<String, Optional<Content>> read = new HashMap<>();
    private final Map<String, ScriptSource> sources = new HashMap<>();

    ChangelogFiles(Path project, LiquibaseSettings settings) {
        this.project = project;
        this.settings = settings;
    }

    /** @param headers the lines where changesets begin, by their numbers; only SQL has them */
    private record Content(String script, String text, String sha256, SortedMap<Integer, String> headers) {
        /** The line where a changeset begins. */
        int line(KnownChangeSet changeSet) {
            Pattern header = Pattern.compile("(?i)" + HEADER + "\"?" + Pattern.quote(changeSet.author()) + "\"?:\"?"
                    + Pattern.quote(changeSet.id()) + "\"?(\\s.*)?");
            return headers.entrySet().stream()
                    .filter(line -> header.matcher(line.getValue()).matches())
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(1);
        }
    }

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
        return content.map(Content::sha256).orElse(NOTHING);
    }

    private static ScriptSource source(Content found, KnownChangeSet changeSet, int statements) {
        return new ScriptSource(
                found.script(),
                found.text(),
                List.of(),
                changeSet.path().endsWith(".sql") ? Collections.nCopies(statements, found.line(changeSet)) : List.of());
    }

    private Optional<Content> read(String path) {
        for (String folder : settings.searchPath()) {
            Path file = project.resolve(folder).resolve(path).normalize();
            try {
                return Optional.of(content(file, Files.readAllBytes(file)));
            } catch (IOException e) {
                // Perhaps it is in the next folder, or in a jar.
            }
        }
        return Optional.empty();
    }

    private Content content(Path file, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        SortedMap<Integer, String> headers = new TreeMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (ANY_HEADER.matcher(line).matches()) {
                headers.put(number, line);
            }
        }
        return new Content(project.relativize(file).toString(), text, Sha256.hex(bytes), headers);
    }

    /** The files of the changesets that were asked for, by the changesets' names. */
    Map<String, ScriptSource> sources() {
        return Map.copyOf(sources);
    }
}
