package io.github.databasemigration.engine.tool.alembic;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.configuration.AlembicSettings;
import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.Platforms;
import io.github.databasemigration.engine.platform.SessionTimeouts;
import io.github.databasemigration.engine.secret.Credentials;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.secret.Secret;
import io.github.databasemigration.engine.tool.ToolContext;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder with an application's migrations, and a database for them. */
final class AlembicProject {
    static final SessionTimeouts TIMEOUTS = new SessionTimeouts(Duration.ofMillis(4321), Duration.ofSeconds(77));
    private static final Path EXAMPLE = Path.of("..", "examples", "alembic-shop");

    final Path folder;
    final TestDatabase database;
    final Cancellation cancellation = new Cancellation();
    final Map<String, String> environment = new HashMap<>(System.getenv());
    private String ini = "alembic.ini";
    private String target = "head";
    private String section = "alembic";
    private final TreeMap<String, String> arguments = new TreeMap<>();
    private Optional<String> python = Optional.empty();
    private Optional<String> requirements = Optional.empty();
    private Optional<String> wheels = Optional.empty();
    private Optional<String> urlVariable = Optional.empty();

    private AlembicProject(Path folder, TestDatabase database) {
        this.folder = folder;
        this.database = database;
    }

    /** A project that is there. */
    static AlembicProject at(Path folder, TestDatabase database) {
        return new AlembicProject(folder, database);
    }

    /** The example as it stands. */
    static AlembicProject shop(Server server, Path temporary) {
        AlembicProject project = new AlembicProject(temporary.resolve("shop"), server.create(temporary));
        copy(EXAMPLE, project.folder);
        return project;
    }

    /** The example's configuration without its revisions. */
    static AlembicProject blank(Server server, Path temporary) {
        AlembicProject project = shop(server, temporary);
        try (Stream<Path> revisions = Files.list(project.folder.resolve("migrations/versions"))) {
            for (Path revision : revisions.toList()) {
                Files.delete(revision);
            }
            return project;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            Files.createDirectories(to.getParent());
            for (Path file : files.filter(each -> !each.toString().contains("__pycache__"))
                    .toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a revision whose functions hold these lines; {@code down} in Python, as in {@code None} or {@code 'a'}. */
    AlembicProject revision(String id, String down, String upgrade, String downgrade) {
        return write(
                "migrations/versions/" + id + ".py",
                String.join(
                        "\n",
                        "\"\"\"Revision " + id + "\"\"\"",
                        "import sqlalchemy as sa",
                        "from alembic import op",
                        "revision = '" + id + "'",
                        "down_revision = " + down,
                        "def upgrade():",
                        indented(upgrade),
                        "def downgrade():",
                        indented(downgrade),
                        ""));
    }

    private static String indented(String lines) {
        return "    " + lines.replace("\n", "\n    ");
    }

    AlembicProject write(String file, String text) {
        try {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces text that must be there. */
    AlembicProject edit(String file, String old, String now) {
        String text = read(file);
        if (!text.contains(old)) {
            throw new IllegalArgumentException(file + " has no " + old);
        }
        return write(file, text.replace(old, now));
    }

    String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    AlembicProject target(String revision) {
        target = revision;
        return this;
    }

    AlembicProject ini(String file) {
        ini = file;
        return this;
    }

    AlembicProject section(String name) {
        section = name;
        return this;
    }

    AlembicProject argument(String name, String value) {
        arguments.put(name, value);
        return this;
    }

    AlembicProject python(String program) {
        python = Optional.of(program);
        return this;
    }

    AlembicProject requirements(String file, String folderOfWheels) {
        requirements = Optional.of(file);
        wheels = Optional.of(folderOfWheels);
        return this;
    }

    AlembicProject urlVariable(String name) {
        urlVariable = Optional.of(name);
        return this;
    }

    AlembicTool tool() {
        return tool(Optional.empty());
    }

    AlembicTool tool(Optional<PythonAhead> ahead) {
        return new AlembicTool(context(), ahead);
    }

    PythonAhead ahead() {
        ToolContext context = context();
        return PythonAhead.start(
                context.files(),
                (AlembicSettings) context.settings(),
                context.database().connecting().credentials());
    }

    private ToolContext context() {
        AlembicSettings settings = new AlembicSettings(
                ini, section, arguments, target, python, requirements, Optional.empty(), wheels, urlVariable);
        return new ToolContext(folder, settings, open(), folder.resolveSibling("cache"), environment);
    }

    Database open() {
        Credentials credentials = database.user().isEmpty()
                ? Credentials.NONE
                : new Credentials(Optional.of(database.user()), Optional.of(Secret.of(database.password())));
        return Platforms.installed()
                .find(database.jdbcUrl())
                .open(new Connecting(
                        database.jdbcUrl(),
                        credentials,
                        TIMEOUTS,
                        new Holder("ann", "build7", Optional.of(4711L), Optional.of("r-1"), Optional.empty()),
                        Map.of(),
                        Redactor.of(credentials),
                        cancellation));
    }

    /** Plans and runs, as the engine does, with a tool of its own. */
    Heard migrate(TransactionMode transaction) {
        Heard heard = new Heard();
        try (AlembicTool tool = tool()) {
            tool.migrate(tool.inspect().pending(), transaction, heard);
        }
        return heard;
    }

    /** The revision that Alembic wrote into the database. */
    String revision() {
        return database.query("SELECT MAX(version_num) FROM alembic_version");
    }

    boolean hasTable(String name) {
        try (var connection = database.connect();
                var tables = connection.getMetaData().getTables(connection.getCatalog(), null, name, null)) {
            return tables.next();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
