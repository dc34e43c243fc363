package io.github.databasemigration.engine.tool.liquibase;

import io.github.databasemigration.engine.configuration.LiquibaseSettings;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.tool.liquibase.bridge.Bridge;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Where Liquibase is: the jar or the folder that the configuration names, else the jar beside this program, else the folder
 * of {@code LIQUIBASE_HOME}.
 */
final class Installation {
    static final String JAR = "migrate-database-liquibase.jar";
    private static final String HOME = "LIQUIBASE_HOME";

    /** Of the archive that Liquibase is handed out in; the older ones have the jar at the top. */
    private static final List<String> FOLDERS = List.of("internal/lib", "lib", "");

    /** Liquibase remembers itself in its threads, so each is loaded once in the life of a process. */
    private static final Map<List<URL>, Bridge> LOADED = new ConcurrentHashMap<>();

    private final Path project;
    private final LiquibaseSettings settings;
    private final Map<String, String> environment;

    Installation(Path project, LiquibaseSettings settings, Map<String, String> environment) {
        this.project = project;
        this.settings = settings;
        this.environment = environment;
    }

    /** The bridge to it. Fault {@code TOOL_MISSING}. */
    Bridge bridge() {
        return LOADED.computeIfAbsent(jars(), this::load);
    }

    private Bridge load(List<URL> jars) {
        try {
            return new LiquibaseLoader(jars).bridge();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw missing("There is no Liquibase that can be used in " + jars.get(0) + " and " + (jars.size() - 1)
                    + " other files.");
        }
    }

    private List<URL> jars() {
        if (settings.jar().isPresent()) {
            return List.of(url(existing(settings.jar().get())));
        }
        if (settings.home().isPresent()) {
            return home(existing(settings.home().get()));
        }
        Optional<Path> beside = beside();
        if (beside.isPresent()) {
            return List.of(url(beside.get()));
        }
        return Optional.ofNullable(environment.get(HOME))
                .filter(folder -> !folder.isBlank())
                .map(folder -> home(existing(folder)))
                .orElseThrow(() -> missing("Liquibase is not here: it is no part of migrate-database.jar."));
    }

    private Path existing(String named) {
        Path path = project.resolve(named);
        if (!Files.exists(path)) {
            throw missing("There is no " + path + " to load Liquibase from.");
        }
        return path;
    }

    private static Fault missing(String what) {
        return new Fault(
                FaultCode.TOOL_MISSING,
                what,
                "Put " + JAR + " beside migrate-database.jar, or name it in liquibase.jar, or name the folder of a"
                        + " Liquibase 4.23 or newer in liquibase.home or " + HOME + ".");
    }

    private static Optional<Path> beside() {
        try {
            URL self = Installation.class.getProtectionDomain().getCodeSource().getLocation();
            return Optional.of(Path.of(self.toURI()).resolveSibling(JAR)).filter(Files::isRegularFile);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static List<URL> home(Path home) {
        List<URL> jars = new ArrayList<>();
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.list(home.resolve(folder))) {
                files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                        .sorted()
                        .map(Installation::url)
                        .forEach(jars::add);
            } catch (IOException e) {
                // Not every version has every folder.
            }
        }
        if (jars.isEmpty()) {
            throw missing("There are no jars of Liquibase in " + home + ".");
        }
        return jars;
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
