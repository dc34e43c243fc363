package io.github.databasemigration.engine.platform.sqlite;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A JDBC URL of SQLite in its parts.
 *
 * @param path the file, absolute
 * @param parameters the driver's own settings, from the question mark on; empty if there are none
 */
record SqliteFile(Path path, String parameters) {
    static final String SCHEME = "jdbc:sqlite:";

    private static final String URI = "file:";

    static SqliteFile parse(String url) {
        String rest = url.substring(SCHEME.length());
        int question = rest.indexOf('?');
        String name = question < 0 ? rest : rest.substring(0, question);
        String parameters = question < 0 ? "" : rest.substring(question);
        if (name.isEmpty() || name.startsWith(":") || parameters.contains("mode=memory")) {
            throw invalid("The JDBC URL names no file, and a database in memory is gone when its session ends.");
        }
        if (name.startsWith(URI)) {
            name = name.substring(URI.length()).replaceFirst("^//(?=/)", "");
            if (name.contains("%") || name.startsWith("//")) {
                throw invalid("The JDBC URL's file: part cannot be read.");
            }
        }
        try {
            return new SqliteFile(Path.of(name).toAbsolutePath().normalize(), parameters);
        } catch (InvalidPathException e) {
            throw invalid("The JDBC URL's file name is not one of this system.");
        }
    }

    private static Fault invalid(String what) {
        return new Fault(FaultCode.CONFIGURATION_INVALID, what, "Write jdbc:sqlite:/path/to/file.db.");
    }

    boolean exists() {
        return Files.exists(path);
    }

    /** The same settings for another file. */
    SqliteFile at(Path other) {
        return new SqliteFile(other, parameters);
    }

    String url() {
        return SCHEME + path + parameters;
    }
}
