package io.github.databasemigration.engine.tool.liquibase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;

/** A Liquibase as people install it: a folder with jars in {@code internal/lib}. */
public final class LiquibaseHome {
    private static final List<Class<?>> LIBRARIES = List.of(
            liquibase.Liquibase.class,
            com.opencsv.CSVReader.class,
            org.apache.commons.collections4.ListUtils.class,
            org.apache.commons.io.IOUtils.class,
            org.apache.commons.lang3.StringUtils.class,
            org.apache.commons.text.StringEscapeUtils.class,
            org.yaml.snakeyaml.Yaml.class,
            javax.xml.bind.DatatypeConverter.class);

    private static Path shared;

    private LiquibaseHome() {}

    /** One for all tests. */
    public static synchronized Path shared() {
        if (shared == null) {
            // Drivers are looked for once, by the loader of the thread that comes first; it must not be Liquibase's.
            DriverManager.getDrivers();
            try {
                shared = create(Files.createTempDirectory("liquibase"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    /** Makes one. */
    static Path create(Path home) throws IOException {
        Path lib = Files.createDirectories(home.resolve("internal/lib"));
        Files.createDirectories(home.resolve("lib"));
        for (Class<?> library : LIBRARIES) {
            Path jar = jar(library);
            Files.createSymbolicLink(lib.resolve(jar.getFileName()), jar);
        }
        return home;
    }

    private static Path jar(Class<?> library) {
        try {
            return Path.of(
                    library.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
