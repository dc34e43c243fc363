package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** SQLite's own shell, for the tests to look into a file that nobody else may hold open. */
public final class Sqlite {
    private Sqlite() {}

    /** @return what it said, without the end of the line */
    public static String run(Path file, String sql) throws Exception {
        Process shell = new ProcessBuilder("sqlite3", file.toString(), sql)
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(shell.waitFor()).as(said).isZero();
        return said;
    }
}
