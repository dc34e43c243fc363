package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.configuration.AlembicSettings;
import io.github.databasemigration.engine.configuration.FlywaySettings;
import io.github.databasemigration.engine.configuration.LiquibaseSettings;
import io.github.databasemigration.engine.configuration.ToolSettings;
import io.github.databasemigration.engine.tool.liquibase.LiquibaseHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The tools, each able to write migrations that do the same: table {@code t<n>} with one row, two statements each. */
enum Tool {
    FLYWAY {
        @Override
        ToolSettings settings() {
            return new FlywaySettings(
                    List.of("migrations"),
                    List.of(),
                    List.of(),
                    "flyway_schema_history",
                    new TreeMap<>(),
                    true,
                    Optional.empty(),
                    false,
                    false,
                    Optional.empty(),
                    StandardCharsets.UTF_8,
                    false);
        }

        @Override
        void write(Path project, int version, List<String> statements) {
            text(
                    project.resolve("migrations/V" + version + "__t" + version + ".sql"),
                    String.join(";\n", statements) + ";\n");
        }
    },
    ALEMBIC {
        @Override
        ToolSettings settings() {
            return new AlembicSettings(
                    "alembic.ini",
                    "alembic",
                    new TreeMap<>(),
                    "head",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        @Override
        void prepare(Path project) {
            text(project.resolve("alembic.ini"), """
                    [alembic]
                    script_location = migrations
                    sqlalchemy.url = driver://unset
                    """);
            text(project.resolve("migrations/env.py"), """
                    from alembic import context
                    from sqlalchemy import engine_from_config, pool

                    config = context.config

                    if context.is_offline_mode():
                        context.configure(url=config.get_main_option("sqlalchemy.url"), literal_binds=True)
                        with context.begin_transaction():
                            context.run_migrations()
                    else:
                        engine = engine_from_config(
                            config.get_section(config.config_ini_section), prefix="sqlalchemy.", poolclass=pool.NullPool)
                        with engine.connect() as connection:
                            context.configure(connection=connection)
                            with context.begin_transaction():
                                context.run_migrations()
                    """);
        }

        @Override
        void write(Path project, int version, List<String> statements) {
            prepare(project);
            StringBuilder up = new StringBuilder();
            statements.forEach(statement ->
                    up.append("    op.execute(\"\"\"").append(statement).append("\"\"\")\n"));
            text(
                    project.resolve("migrations/versions/v" + version + ".py"),
                    "\"\"\"t" + version + "\"\"\"\nfrom alembic import op\n\nrevision = \"v" + version + "\"\n"
                            + "down_revision = " + (version == 1 ? "None" : "\"v" + (version - 1) + "\"") + "\n\n\n"
                            + "def upgrade():\n" + up + "\n\ndef downgrade():\n    op.execute(\"DROP TABLE t" + version
                            + "\")\n");
        }

        @Override
        String version(int number) {
            return "v" + number;
        }
    },
    LIQUIBASE {
        @Override
        ToolSettings settings() {
            return new LiquibaseSettings(
                    "changelog.yaml",
                    List.of("."),
                    Optional.empty(),
                    Optional.empty(),
                    new TreeMap<>(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(LiquibaseHome.shared().toString()));
        }

        @Override
        void write(Path project, int version, List<String> statements) {
            text(project.resolve("changelog.yaml"), """
                    databaseChangeLog:
                      - includeAll:
                          path: migrations
                    """);
            text(
                    project.resolve("migrations/v" + version + ".sql"),
                    "--liquibase formatted sql\n\n--changeset tests:v" + version + "\n--comment: t" + version + "\n"
                            + String.join(";\n", statements) + ";\n--rollback DROP TABLE t" + version + ";\n");
        }

        @Override
        String version(int number) {
            return "migrations/v" + number + ".sql::v" + number + "::tests";
        }
    };

    abstract ToolSettings settings();

    /** What a project has besides its migrations. */
    void prepare(Path project) {}

    abstract void write(Path project, int version, List<String> statements);

    /** A migration that works. */
    void writeGood(Path project, int version) {
        write(project, version, List.of(table(version), "INSERT INTO t" + version + " VALUES (1)"));
    }

    /** A migration whose second statement fails. */
    void writeBad(Path project, int version) {
        write(project, version, List.of(table(version), "INSERT INTO nowhere VALUES (1)"));
    }

    String version(int number) {
        return Integer.toString(number);
    }

    private static String table(int version) {
        return "CREATE TABLE t" + version + " (id INTEGER PRIMARY KEY)";
    }

    private static void text(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
