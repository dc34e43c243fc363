package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.configuration.ConfigurationReader;
import io.github.databasemigration.engine.configuration.FlywaySettings;
import io.github.databasemigration.engine.configuration.Overrides;
import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.secret.Secret;
import io.github.databasemigration.engine.tool.ToolContext;
import io.github.databasemigration.engine.tool.ToolState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** A project with migrations, and a database to migrate; settings are Flyway's defaults unless a test changes them. */
final class Project {
    static final String HISTORY = "flyway_schema_history";

    private final Path folder;
    private final Database database;

    List<String> locations = List.of("db/migration");
    List<String> callbackLocations = List.of();
    List<String> schemas = List.of();
    SortedMap<String, String> placeholders = new TreeMap<>();
    Optional<String> baselineVersion = Optional.empty();
    boolean baselineOnMigrate;
    boolean outOfOrder;
    Optional<String> target = Optional.empty();
    Charset encoding = StandardCharsets.UTF_8;
    boolean mixed;
    private FlywaySettings configured;

    Project(Path folder, Database database) {
        this.folder = folder;
        this.database = database;
    }

    /** A copy of one of the examples, as its own configuration wants it. */
    static Project ofExample(String name, Path folder, Database database) {
        Path example = Path.of("..", "examples", name);
        try (Stream<Path> files = Files.walk(example)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path copy = folder.resolve(example.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Project project = new Project(folder, database);
        project.configured = (FlywaySettings) ConfigurationReader.readProject(folder, Overrides.NONE)
                .configuration()
                .tool();
        return project;
    }

    Database database() {
        return database;
    }

    /** Writes a migration into the folder of the default location. */
    Project script(String name, String sql) {
        return file("db/migration/" + name, sql);
    }

    Project file(String path, String text) {
        return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    Project file(String path, byte[] bytes) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Project delete(String name) {
        try {
            Files.delete(folder.resolve("db/migration").resolve(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Three small migrations that run everywhere. */
    Project threeMigrations() {
        return script("V1__customers.sql", "CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR(50));")
                .script(
                        "V2__seed.sql",
                        "INSERT INTO customers VALUES (1, 'Ada');\nINSERT INTO customers VALUES (2, 'Bob');")
                .script("V3__orders.sql", "CREATE TABLE orders (id INT PRIMARY KEY, customer INT);");
    }

    FlywayTool tool() {
        return new FlywayTool(new ToolContext(folder, settings(), database, folder.resolve("cache"), Map.of()));
    }

    private FlywaySettings settings() {
        if (configured != null) {
            return configured;
        }
        return new FlywaySettings(
                locations,
                callbackLocations,
                schemas,
                HISTORY,
                placeholders,
                true,
                baselineVersion,
                baselineOnMigrate,
                outOfOrder,
                target,
                encoding,
                mixed);
    }

    ToolState inspect() {
        return tool().inspect();
    }

    /** Plans and migrates as a run does, and gives back what was heard. */
    Recorder migrate() {
        return migrate(TransactionMode.EACH);
    }

    Recorder migrate(TransactionMode transaction) {
        Recorder recorder = new Recorder();
        migrate(transaction, recorder);
        return recorder;
    }

    void migrate(TransactionMode transaction, Recorder recorder) {
        tool().migrate(inspect().pending(), transaction, recorder);
    }

    void execute(String... statements) {
        try (Connection connection = database.connect()) {
            Rows.run(connection, List.of(statements));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String text(String sql) {
        try (Connection connection = database.connect()) {
            return Rows.text(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean has(String table) {
        return tables().contains(table);
    }

    /** The tables and views of the default schema; looks without creating a database that is not there. */
    Set<String> tables() {
        try (Connection connection = database.connectReadOnly();
                ResultSet rows = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), connection.getSchema(), "%", null)) {
            Set<String> tables = new TreeSet<>();
            while (rows.next()) {
                if (rows.getString("TABLE_TYPE").matches("(BASE )?TABLE|VIEW")) {
                    tables.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
                }
            }
            return tables;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Flyway as anybody uses it, reading the same folders itself. */
    FluentConfiguration plainFlyway() {
        Connecting connecting = database.connecting();
        return Flyway.configure()
                .loggers(QuietLog.class.getName())
                .dataSource(
                        connecting.url(),
                        connecting.credentials().user().orElse(null),
                        connecting.credentials().password().map(Secret::reveal).orElse(null))
                .locations(locations.stream()
                        .map(location -> "filesystem:" + folder.resolve(location))
                        .toArray(String[]::new))
                .placeholders(placeholders)
                .outOfOrder(outOfOrder)
                .schemas(schemas.toArray(String[]::new))
                .encoding(encoding);
    }

    /** Plain Flyway finds nothing wrong and nothing to do. */
    void assertFlywayAgrees() {
        plainFlyway().load().validate();
    }

    static List<String> scripts(List<PlannedMigration> migrations) {
        return migrations.stream().map(PlannedMigration::script).toList();
    }
}
