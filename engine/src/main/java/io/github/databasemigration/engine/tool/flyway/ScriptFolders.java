package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.configuration.FlywaySettings;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads every script of a project, each once, and refuses what Flyway would pass over in silence. */
final class ScriptFolders {
    private static final String SETTINGS = ".conf";
    /** What Flyway would run as a program on this machine. */
    private static final Set<String> PROGRAMS = Set.of("sh", "bash", "py", "ps1", "bat", "cmd");

    private final Path project;
    private final FlywaySettings settings;
    private final Map<Script, ScriptName> named =
            new TreeMap<>((a, b) -> a.file().compareTo(b.file()));
    private final Map<String, Script> ownSettings = new HashMap<>();

    private ScriptFolders(Path project, FlywaySettings settings) {
        this.project = project;
        this.settings = settings;
    }

    /**
     * All scripts of the configured folders.
     *
     * <p>Faults: {@code LOCATION_MISSING}, {@code LOCATION_EMPTY}, {@code VERSION_DUPLICATE}, {@code SCRIPT_UNREADABLE},
     * {@code UNSUPPORTED}.
     */
    static Scripts read(Path project, FlywaySettings settings) {
        ScriptFolders folders = new ScriptFolders(project, settings);
        folders.requireAll();
        Scripts scripts = folders.scripts();
        if (!scripts.haveMigrations()) {
            throw new Fault(
                    FaultCode.LOCATION_EMPTY,
                    "No migration (such as V1__first.sql) in " + String.join(", ", settings.locations()) + ".",
                    "Put migrations there, or correct flyway.locations.");
        }
        scripts.refuseDuplicates();
        return scripts;
    }

    /** The same of a state of the project that need not be whole: folders may be missing, and scripts be there twice. */
    static Scripts readWhatIsThere(Path project, FlywaySettings settings) {
        return new ScriptFolders(project, settings).scripts();
    }

    private Scripts scripts() {
        boolean callbacksApart = !settings.callbackLocations().isEmpty();
        // As in Flyway: where callbacks have folders of their own, those among the migrations do not fire.
        existing(settings.locations()).forEach(location -> read(location, true, !callbacksApart));
        existing(settings.callbackLocations()).forEach(location -> read(location, false, true));
        return new Scripts(named, ownSettings);
    }

    private void requireAll() {
        Stream.concat(settings.locations().stream(), settings.callbackLocations().stream())
                .filter(name -> !Files.isDirectory(project.resolve(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw new Fault(
                            FaultCode.LOCATION_MISSING,
                            "There is no folder " + name + " in the project.",
                            "Create it, or correct flyway.locations in database-migration.yml.");
                });
    }

    private List<Path> existing(List<String> names) {
        List<Path> found = names.stream()
                .map(name -> project.resolve(name).normalize())
                .filter(Files::isDirectory)
                .toList();
        // A folder inside another one is read with that one, as Flyway does.
        return found.stream()
                .distinct()
                .filter(folder -> found.stream().noneMatch(other -> !other.equals(folder) && folder.startsWith(other)))
                .toList();
    }

    private void read(Path location, boolean migrations, boolean callbacks) {
        try (Stream<Path> found = Files.find(
                location, Integer.MAX_VALUE, (file, is) -> is.isRegularFile(), FileVisitOption.FOLLOW_LINKS)) {
            Set<Path> files = new TreeSet<>();
            found.filter(file -> !inHiddenFolder(location.relativize(file))).forEach(files::add);
            for (Path file : files) {
                read(location, file, files.contains(own(file)), migrations, callbacks);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new Fault(
                    FaultCode.LOCATION_MISSING,
                    "The folder " + shown(location) + " cannot be read: "
                            + Optional.ofNullable(e.getMessage()).orElse("unknown reason") + ".",
                    "Give the user who runs this the right to read it.");
        }
    }

    /** Kubernetes mounts each file a second time in a hidden folder; Flyway does not look there either. */
    private static boolean inHiddenFolder(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".") && !part.equals(relative.getFileName())) {
                return true;
            }
        }
        return false;
    }

    private void read(Path location, Path file, boolean hasOwn, boolean migrations, boolean callbacks) {
        String name = file.getFileName().toString();
        String relative = location.relativize(file).toString().replace('\\', '/');
        if (ScriptName.isSql(name)) {
            ScriptName read = name(name, shown(file));
            boolean callback = read.kind() == ScriptName.Kind.CALLBACK;
            if (callback ? callbacks : migrations) {
                named.put(text(file, relative, hasOwn ? ownEncoding(own(file)) : settings.encoding()), read);
            }
        } else if (name.toLowerCase(Locale.ROOT).endsWith(".sql" + SETTINGS)) {
            ownSettings.put(relative, text(file, relative, settings.encoding()));
        } else if (isProgram(name)) {
            throw new Fault(
                    FaultCode.UNSUPPORTED,
                    shown(file) + " is a migration that Flyway would run as a program; only SQL can be planned.",
                    "Write it as SQL, or move it out of the migration folders.");
        }
    }

    private static ScriptName name(String name, String shown) {
        try {
            return ScriptName.parse(name);
        } catch (ScriptName.Malformed e) {
            throw new Fault(
                    FaultCode.SCRIPT_UNREADABLE,
                    shown + " would never run: its name " + e.getMessage() + ".",
                    e.advice());
        }
    }

    private static boolean isProgram(String name) {
        int dot = name.lastIndexOf('.');
        if (dot < 0 || !PROGRAMS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))) {
            return false;
        }
        try {
            ScriptName.parse(name.substring(0, dot) + ".sql");
            return true;
        } catch (ScriptName.Malformed e) {
            return false;
        }
    }

    /** Where a script's own settings would be. */
    private static Path own(Path script) {
        return script.resolveSibling(script.getFileName() + SETTINGS);
    }

    private Charset ownEncoding(Path own) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(text(own, "", settings.encoding()).text()));
            String encoding = properties.getProperty("encoding");
            return encoding == null ? settings.encoding() : Charset.forName(encoding.strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new Fault(
                    FaultCode.SCRIPT_UNREADABLE,
                    shown(own) + " does not name an encoding that is known here.",
                    "Write encoding=UTF-8 or the like.");
        }
    }

    private Script text(Path file, String relative, Charset encoding) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return new Script(shown(file), relative, bytes, StrictText.decode(bytes, encoding, shown(file)));
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.SCRIPT_UNREADABLE,
                    shown(file) + " cannot be read.",
                    "Give the user who runs this the right to read it.");
        }
    }

    private String shown(Path file) {
        Path shown = file.startsWith(project.normalize()) ? project.normalize().relativize(file) : file;
        return shown.toString().replace('\\', '/');
    }
}
