package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.configuration.FlywaySettings;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.tool.MigrationFile;
import io.github.databasemigration.engine.tool.MigrationFiles;
import io.github.databasemigration.engine.tool.ScriptSource;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.internal.resolver.ChecksumCalculator;

/** Reads Flyway's scripts by Flyway's rules and splits them by its parser. */
public final class FlywayFiles implements MigrationFiles {
    /** Where they run: by version, then those without one. */
    private static final Comparator<Map.Entry<Script, ScriptName>> ORDER = Comparator.comparing(
            entry -> entry.getValue().version(),
            Comparator.comparing(
                    version -> version.orElse(null),
                    Comparator.nullsLast(Comparator.<MigrationVersion>naturalOrder())));

    private final FlywaySettings settings;
    private final UnconnectedParser parser;

    /** @param url whose beginning tells the kind of server; nobody connects to it */
    public FlywayFiles(Path project, FlywaySettings settings, String url) {
        this.settings = settings;
        this.parser = new UnconnectedParser(new FlywayFactory(project, settings), settings, url);
    }

    @Override
    public List<String> folders() {
        return Stream.concat(settings.locations().stream(), settings.callbackLocations().stream())
                .toList();
    }

    @Override
    public Found read(Path state) {
        Scripts scripts = ScriptFolders.readWhatIsThere(state, settings);
        return new Found(
                scripts.stream()
                        .filter(entry -> entry.getValue().kind() != ScriptName.Kind.UNDO)
                        .sorted(ORDER)
                        .map(entry -> file(entry.getKey(), entry.getValue(), scripts))
                        .toList(),
                List.of());
    }

    private MigrationFile file(Script script, ScriptName name, Scripts scripts) {
        Optional<ScriptParser.Parsed> parsed = Optional.empty();
        Optional<String> unreadable = Optional.empty();
        try {
            parsed = Optional.of(parser.parse(script, scripts));
        } catch (Fault fault) {
            unreadable = Optional.of(fault.getMessage());
        }
        return new MigrationFile(
                plain(Scripts.Claim.of(script, name)),
                name.version().map(MigrationVersion::getVersion),
                name.kind() == ScriptName.Kind.VERSIONED,
                name.description(),
                Integer.toString(ChecksumCalculator.calculate(script)),
                new ScriptSource(
                        script.file(),
                        script.text(),
                        List.of(),
                        parsed.map(ScriptParser.Parsed::lines).orElse(List.of())),
                parsed.map(ScriptParser.Parsed::statements).orElse(List.of()),
                unreadable);
    }

    /** Flyway takes 3, 3.0 and 03 for one version. */
    private static String plain(Scripts.Claim claim) {
        String text = claim.toString();
        return claim.version().isEmpty()
                ? text
                : text.replaceAll("(?<=[ .])0+(?=\\d)", "").replaceAll("(\\.0)+$", "");
    }

    /** Nothing is held. */
    @Override
    public void close() {}
}
