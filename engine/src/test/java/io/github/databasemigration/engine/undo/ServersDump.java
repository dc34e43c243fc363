package io.github.databasemigration.engine.undo;

import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A schema in the words of the server's own dump program, which knows nothing of how the engine sees it. */
final class ServersDump {
    private ServersDump() {}

    static String postgresql(String database) {
        String dump = output(
                PostgresServer.bin().resolve("pg_dump").toString(),
                "--schema-only",
                "--host=127.0.0.1",
                "--port=" + PostgresServer.shared().port(),
                "--username=postgres",
                database);
        // Each dump has a token of its own in these.
        return dump.lines()
                .filter(line -> !line.startsWith("\\restrict") && !line.startsWith("\\unrestrict"))
                .collect(Collectors.joining("\n"));
    }

    static String mariaDb(String database) {
        return output(
                "mariadb-dump",
                "--no-data",
                "--skip-comments",
                "--routines",
                "--host=127.0.0.1",
                "--port=" + MariaDbServer.shared().port(),
                "--user=root",
                database);
    }

    private static String output(String... command) {
        try {
            Process program = new ProcessBuilder(List.of(command))
                    .redirectError(Redirect.INHERIT)
                    .start();
            String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (program.waitFor() != 0) {
                throw new IllegalStateException(command[0] + " ended with " + program.exitValue());
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
