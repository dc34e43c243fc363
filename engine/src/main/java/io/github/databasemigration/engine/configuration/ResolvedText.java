package io.github.databasemigration.engine.configuration;

import io.github.databasemigration.engine.configuration.Environment.BackupPolicy;
import io.github.databasemigration.engine.configuration.Environment.CredentialsSource;
import io.github.databasemigration.engine.configuration.Environment.Timeouts;
import io.github.databasemigration.engine.configuration.FleetPolicy.Canary;
import io.github.databasemigration.engine.configuration.FleetPolicy.Rollout;
import io.github.databasemigration.engine.secret.Redactor;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A configuration as it came out, every default filled in, for people who read a log. It is written as the file could
 * have been written, without secrets: where a value's name sounds like one, asterisks stand for it.
 */
public final class ResolvedText {
    private static final Pattern SECRETIVE = Pattern.compile("(?i)password|passwd|passphrase|pwd|secret|token|key");

    private ResolvedText() {}

    /** Several lines that describe an environment and all it shares with the others. */
    public static String of(Configuration configuration, Environment environment, Redactor redactor) {
        Tree tree = new Tree();
        if (configuration.tool() instanceof FlywaySettings flyway) {
            tree.put("tool", flyway.tool()).put("flyway", flyway(flyway));
        } else if (configuration.tool() instanceof AlembicSettings alembic) {
            tree.put("tool", alembic.tool()).put("alembic", alembic(alembic));
        } else if (configuration.tool() instanceof LiquibaseSettings liquibase) {
            tree.put("tool", liquibase.tool()).put("liquibase", liquibase(liquibase));
        }
        tree.put("verify", configuration.verifyFolder());
        tree.put("environments", new Tree().put(environment.name(), environment(environment)));
        return redactor.redact(tree.text());
    }

    private static Tree flyway(FlywaySettings flyway) {
        return new Tree()
                .put("locations", flyway.locations())
                .put("callbackLocations", flyway.callbackLocations())
                .put("schemas", flyway.schemas())
                .put("table", flyway.table())
                .put("placeholders", discreet(flyway.placeholders()))
                .put("placeholderReplacement", flyway.placeholderReplacement())
                .put("baselineVersion", flyway.baselineVersion())
                .put("baselineOnMigrate", flyway.baselineOnMigrate())
                .put("outOfOrder", flyway.outOfOrder())
                .put("target", flyway.target())
                .put("encoding", flyway.encoding().name())
                .put("mixed", flyway.mixed());
    }

    private static Tree alembic(AlembicSettings alembic) {
        return new Tree()
                .put("ini", alembic.ini())
                .put("section", alembic.section())
                .put("arguments", discreet(alembic.arguments()))
                .put("target", alembic.target())
                .put("python", alembic.python())
                .put("requirements", alembic.requirements())
                .put("packageIndex", alembic.packageIndex())
                .put("wheels", alembic.wheels())
                .put("urlVariable", alembic.urlVariable());
    }

    private static Tree liquibase(LiquibaseSettings liquibase) {
        return new Tree()
                .put("changelog", liquibase.changelog())
                .put("searchPath", liquibase.searchPath())
                .put("contexts", liquibase.contexts())
                .put("labels", liquibase.labels())
                .put("parameters", discreet(liquibase.parameters()))
                .put("target", liquibase.target())
                .put("baseline", liquibase.baseline())
                .put("jar", liquibase.jar())
                .put("home", liquibase.home());
    }

    private static Tree environment(Environment environment) {
        Tree tree = new Tree()
                .put("url", environment.url())
                .put("credentials", credentials(environment.credentials()))
                .put("backup", environment.backup().enabled() ? backup(environment.backup()) : "none")
                .put("approval", environment.approvalRequired() ? "required" : "none")
                .put("transaction", environment.transaction())
                .put("onFailure", environment.onFailure())
                .put("timeouts", timeouts(environment.timeouts()))
                .put("programs", Tree.of(environment.programs()));
        environment.fleet().ifPresent(fleet -> tree.put("targets", targets(fleet))
                .put("rollout", rollout(fleet.rollout())));
        return tree;
    }

    private static Tree targets(FleetPolicy fleet) {
        return new Tree()
                .put("of", fleet.of())
                .put("list", Optional.of(fleet.list()).filter(names -> !names.isEmpty()))
                .put("query", fleet.query())
                .put("url", fleet.queryUrl())
                .put("file", fleet.file());
    }

    private static Tree rollout(Rollout rollout) {
        Canary canary = rollout.canary();
        return new Tree()
                .put(
                        "canary",
                        canary.names().isEmpty() ? canary.first() == 0 ? "none" : canary.first() : canary.names())
                .put("wave", rollout.wave())
                .put("parallel", rollout.parallel())
                .put("maxFailures", rollout.maxFailures().toString());
    }

    private static Tree credentials(CredentialsSource source) {
        return new Tree()
                .put("id", source.id())
                .put("user", source.user())
                .put("userVariable", source.userVariable())
                .put("passwordVariable", source.passwordVariable())
                .put("passwordFile", source.passwordFile());
    }

    private static Tree backup(BackupPolicy backup) {
        return new Tree()
                .put("folder", backup.folder())
                .put("verification", backup.verification())
                .put("keep", backup.keep() == 0 ? "all" : backup.keep())
                .put("keepFor", Durations.text(backup.keepFor()));
    }

    private static Tree timeouts(Timeouts timeouts) {
        return new Tree()
                .put("lock", Durations.text(timeouts.lock()))
                .put("statement", Durations.text(timeouts.statement()))
                .put("waiting", Durations.text(timeouts.waiting()))
                .put("total", Durations.text(timeouts.total()));
    }

    private static Tree discreet(SortedMap<String, String> values) {
        Map<String, String> shown = new TreeMap<>(values);
        shown.replaceAll((name, value) -> SECRETIVE.matcher(name).find() ? "****" : value);
        return Tree.of(shown);
    }
}
