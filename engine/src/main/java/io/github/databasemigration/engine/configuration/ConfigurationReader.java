package io.github.databasemigration.engine.configuration;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads {@code database-migration.yml}.
 *
 * <p>Faults: {@code CONFIGURATION_INVALID} where the file is missing or cannot be read, {@code TOOL_UNDETECTED}. What is
 * wrong within the file is in the {@link Reading}.
 */
public final class ConfigurationReader {
    /** The file's name in the folder of a project. */
    public static final String FILE = "database-migration.yml";

    private ConfigurationReader() {}

    /**
     * Reads the configuration of a project: its file if it has one, otherwise the overrides alone, which then must say at
     * least where the database is.
     */
    public static Reading readProject(Path folder, Overrides overrides) {
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            return readFile(file, overrides);
        }
        if (overrides.list().stream().noneMatch(given -> given.field().equals(EnvironmentFields.URL.name()))) {
            throw missing(file, "Write it (docs/configuration.md), or give at least the url of the database.");
        }
        return new Document(FILE, Optional.empty(), folder.toAbsolutePath().normalize(), overrides, new Mistakes())
                .read();
    }

    /** Reads a file by whatever name; the folder it is in is the project. */
    public static Reading readFile(Path file, Overrides overrides) {
        if (!Files.exists(file)) {
            throw missing(file, "Correct the path.");
        }
        Mistakes mistakes = new Mistakes();
        try {
            return new YamlFile(file.toString(), mistakes)
                    .read(file)
                    .map(fields -> new Document(
                                    file.toString(),
                                    Optional.of(fields),
                                    file.toAbsolutePath().normalize().getParent(),
                                    overrides,
                                    mistakes)
                            .read())
                    .orElseGet(() -> new Reading(Optional.empty(), mistakes.sorted()));
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.CONFIGURATION_INVALID,
                    file + (Files.isDirectory(file) ? " is a folder, not a file." : " cannot be read."),
                    "Name a file that this user may read.");
        }
    }

    private static Fault missing(Path file, String remedy) {
        return new Fault(FaultCode.CONFIGURATION_INVALID, "There is no file " + file + ".", remedy);
    }
}
