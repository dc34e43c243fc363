package io.github.databasemigration.cli;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** The shop of the demo: the example {@code examples/flyway-shop}, which the build puts into the jar. */
final class DemoProject {
    static final String ENVIRONMENT = "development";

    private static final List<String> BEGINNING =
            List.of("database-migration.yml", "db/migration/V1__customers_and_products.sql");
    private static final List<String> DEVELOPMENT = List.of(
            "db/migration/V2__orders.sql",
            "db/migration/V3__stock.sql",
            "db/migration/V4__shipping.sql",
            "db/migration/R__order_totals.sql",
            "verify/10-orders-have-lines.sql",
            "verify/20-products-have-stock.sql",
            "verify/30-shipped-orders-have-a-date.sql");
    private static final String BROKEN = "V5__one_account_per_email.sql";

    private final Path folder;

    private DemoProject(Path folder) {
        this.folder = folder;
    }

    /** The project at version 1. */
    static DemoProject create(Optional<Path> wanted) {
        try {
            Path folder = wanted.isPresent()
                    ? Files.createDirectory(wanted.get().toAbsolutePath())
                    : Files.createTempDirectory("migrate-database-demo-");
            DemoProject project = new DemoProject(folder);
            Files.createDirectories(folder.resolve("verify"));
            Files.writeString(folder.resolve("verify/00-customers.sql"), "SELECT * FROM customers WHERE name = '';\n");
            BEGINNING.forEach(file -> project.unpack(file, file));
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

    /** What was developed since: versions 2 to 4, a view, and the checks that go with them. */
    void develop() {
        DEVELOPMENT.forEach(file -> unpack(file, file));
    }

    /** A migration that adds a column, changes and deletes rows, and then fails. */
    void breakIt() {
        unpack("broken/" + BROKEN, "db/migration/" + BROKEN);
    }

    /** Customers, so that there is something to lose. */
    void grow() {
        try (Connection connection = DemoContents.connect(url());
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO customers SELECT 1000 + x, 'Customer ' || x, 'Customer' || x"
                    + " || '@example.org' FROM SYSTEM_RANGE(1, 20000)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void unpack(String name, String to) {
        Path target = folder.resolve(to);
        try (InputStream resource = DemoProject.class.getResourceAsStream("/demo/" + name)) {
            if (resource == null) {
                throw new IllegalStateException("This jar was built without " + name);
            }
            Files.createDirectories(target.getParent());
            Files.copy(resource, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
