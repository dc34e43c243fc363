package io.github.databasemigration.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.tool.MigrationFailure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuietTest {
    @TempDir
    Path folder;

    @Test
    void flywayPrintsNothingWhateverHappens() {
        Project project = new Project(folder, Server.SQLITE.open(folder)).threeMigrations();
        project.script("V4__broken.sql", "INSERT INTO nowhere VALUES (1);");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (PrintStream all = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(all);
            System.setErr(all);
            project.inspect();
            assertThatThrownBy(project::migrate).isInstanceOf(MigrationFailure.class);
            project.delete("V4__broken.sql").tool().validate();
            project.tool().repair();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
