package io.github.databasemigration.cli;

import java.util.List;

/** The tools, each able to write down a migration of plain statements. */
enum Tool {
    FLYWAY {
        @Override
        void prepare(Workspace workspace) {}

        @Override
        void write(Workspace workspace, int version, List<String> statements) {
            workspace.file(
                    "db/migration/V" + version + "__step_" + version + ".sql", String.join(";\n", statements) + ";\n");
        }
    },
    ALEMBIC {
        @Override
        void prepare(Workspace workspace) {
            workspace.file("alembic.ini", """
                    [alembic]
                    script_location = migrations
                    """);
            workspace.file("migrations/env.py", """
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
        void write(Workspace workspace, int version, List<String> statements) {
            StringBuilder upgrade = new StringBuilder();
            statements.forEach(statement ->
                    upgrade.append("    op.execute(\"\"\"").append(statement).append("\"\"\")\n"));
            workspace.file(
                    "migrations/versions/v" + version + ".py",
                    "\"\"\"step " + version + "\"\"\"\nfrom alembic import op\n\nrevision = \"v" + version + "\"\n"
                            + "down_revision = " + (version == 1 ? "None" : "\"v" + (version - 1) + "\"")
                            + "\n\n\ndef upgrade():\n" + upgrade);
        }
    };

    /** Writes what the tool needs besides migrations. */
    abstract void prepare(Workspace workspace);

    abstract void write(Workspace workspace, int version, List<String> statements);
}
