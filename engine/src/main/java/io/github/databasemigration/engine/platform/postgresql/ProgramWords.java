package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.process.Program;
import java.util.Arrays;

/** What a program of PostgreSQL said on standard error, in one line. */
final class ProgramWords {
    private final String errors;

    ProgramWords(Program.Result result) {
        errors = result.errors();
    }

    boolean tellOfAFullDisk() {
        return errors.contains("No space left on device") || errors.contains("Disk quota exceeded");
    }

    boolean tellOfMissingRights() {
        return errors.contains("permission denied")
                || errors.contains("must be owner")
                || errors.contains("must be superuser")
                || errors.contains("must be a superuser")
                || errors.contains("must be member of role")
                || errors.contains("must be able to SET ROLE");
    }

    boolean tellOfALostServer() {
        return errors.contains("server closed the connection")
                || errors.contains("connection to server")
                || errors.contains("terminating connection")
                || errors.contains("could not connect");
    }

    /** The first complaint, which is the cause of those after it. */
    String inOneLine() {
        return Arrays.stream(errors.split("\\R"))
                .filter(line -> line.contains("error:") || line.contains("ERROR:") || line.contains("FATAL:"))
                .findFirst()
                .orElse(errors.isBlank() ? "it did not say why" : errors.replaceAll("\\s*\\R\\s*", " "))
                .strip();
    }
}
