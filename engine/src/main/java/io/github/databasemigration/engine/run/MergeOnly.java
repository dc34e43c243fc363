package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.check.merge.MergeCheck;
import io.github.databasemigration.engine.configuration.AlembicSettings;
import io.github.databasemigration.engine.configuration.Configuration;
import io.github.databasemigration.engine.configuration.Environment;
import io.github.databasemigration.engine.configuration.FlywaySettings;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Platforms;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.tool.MigrationFiles;
import io.github.databasemigration.engine.tool.ProjectContext;
import io.github.databasemigration.engine.tool.alembic.AlembicFiles;
import io.github.databasemigration.engine.tool.flyway.FlywayFiles;
import java.util.Map;

/** Checks a project against another revision of its repository: without a database, and so without a password. */
public final class MergeOnly {
    private MergeOnly() {}

    /**
     * Faults as those of {@link MergeCheck#of}.
     *
     * @param environment whose policy decides, and whose URL says what kind of server it is
     * @param variables the process environment
     */
    public static MergeCheck against(
            String revision,
            Configuration configuration,
            Environment environment,
            Map<String, String> variables,
            Cancellation cancellation) {
        String platform = Platforms.installed().find(environment.url()).name();
        ProjectContext context = new ProjectContext(
                configuration.project(),
                configuration.project().resolve(Order.WORK_FOLDER).resolve("cache"),
                variables,
                Redactor.NONE,
                cancellation);
        try (MigrationFiles files = files(context, configuration, environment, platform)) {
            return MergeCheck.of(
                    configuration.project(),
                    configuration.tool(),
                    files,
                    platform,
                    environment.checks(),
                    revision,
                    cancellation);
        }
    }

    private static MigrationFiles files(
            ProjectContext context, Configuration configuration, Environment environment, String platform) {
        if (configuration.tool() instanceof FlywaySettings flyway) {
            return new FlywayFiles(context.project(), flyway, environment.url());
        } else if (configuration.tool() instanceof AlembicSettings alembic) {
            return new AlembicFiles(context, alembic, platform);
        }
        throw new Fault(
                FaultCode.UNSUPPORTED,
                "Two states of a project can be compared with Flyway and Alembic, not with "
                        + configuration.tool().tool() + ".",
                "Leave --against out; the plan against a database is checked as ever.");
    }
}
