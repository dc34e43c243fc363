package io.github.databasemigration.cli;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** The shop of the demo: the example {@code examples/flyway-shop}, unpacked from this jar. */
final class DemoProject {
    /** What the build put into the jar, one path a line. */
    private static final String INDEX = "files";

    private final Path folder;

    private DemoProject(Path folder) {
        this.folder = folder;
    }

    static DemoProject create(Optional<Path> wanted) {
        try {
            Path folder = wanted.isPresent()
                    ? Files.createDirectory(wanted.get().toAbsolutePath())
                    : Files.createTempDirectory("migrate-database-demo-");
            DemoProject project = new DemoProject(folder);
            for (String file : project.text(INDEX).lines().toList()) {
                project.unpack(file, file);
            }
            return project;
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.FILE_FAILED,
                    "The demo's folder could not be made: " + e.getMessage() + ".",
                    "Name a folder that does not exist yet with --folder.");
        }
    }

    Path folder() {
        return folder;
    }

    String url() {
        return "jdbc:h2:file:" + folder.resolve("shop").toString().replace('\\', '/');
    }

    /** The migration that creates a table, changes data, and then fails. */
    void addBrokenMigration() {
        try {
            unpack("broken/V5__loyalty_points.sql", "db/migration/V5__loyalty_points.sql");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows, so that there is something to lose. */
    void sell() {
        try (Connection connection = DemoContents.connect(url());
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(text("sales.sql").split(";\\s*\\n"))) {
                statement.execute(sql);
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void unpack(String name, String to) throws IOException {
        Path target = folder.resolve(to);
        Files.createDirectories(target.getParent());
        Files.writeString(target, text(name));
    }

    private String text(String name) throws IOException {
        try (InputStream resource = DemoProject.class.getResourceAsStream("/demo/" + name)) {
            if (resource == null) {
                throw new IOException("no resource demo/" + name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
