package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.configuration.Configuration;
import io.github.databasemigration.engine.configuration.Environment;
import io.github.databasemigration.engine.configuration.FleetMember;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.KeptSessions;
import io.github.databasemigration.engine.platform.SessionTimeouts;
import io.github.databasemigration.engine.secret.Credentials;
import io.github.databasemigration.engine.secret.Redactor;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What somebody ordered to be worked on, and as whom.
 *
 * @param configuration the project
 * @param environment the environment to work on
 * @param credentials how to log in there
 * @param redactor knows every secret of this order
 * @param processEnvironment the variables a tool may read
 * @param holder who we are; its run id names the run's folder
 * @param cancellation how to stop
 * @param kept sessions with the database that its parts use one after the other; whoever orders closes them
 */
public record Order(
        Configuration configuration,
        Environment environment,
        Credentials credentials,
        Redactor redactor,
        Map<String, String> processEnvironment,
        Holder holder,
        Cancellation cancellation,
        KeptSessions kept) {

    /** The folder, below the project, that holds runs, backups and caches. */
    public static final String WORK_FOLDER = ".database-migration";

    /** The run's id. */
    public String run() {
        return holder.run().orElseThrow();
    }

    /** The run's own folder: plan, journal, report. */
    public Path runFolder() {
        return workFolder().resolve("runs").resolve(run());
    }

    /** Where backups of all environments are. */
    public Path backupFolder() {
        return configuration.project().resolve(environment.backup().folder());
    }

    Path workFolder() {
        return configuration.project().resolve(WORK_FOLDER);
    }

    /** The same order with another way to stop it: for the recovery after a run that was stopped. */
    Order with(Cancellation other) {
        return new Order(configuration, environment, credentials, redactor, processEnvironment, holder, other, kept);
    }

    Connecting connecting() {
        Environment.Timeouts limits = environment.timeouts();
        Map<String, Path> programs = environment.programs().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> configuration.project().resolve(entry.getValue())));
        return new Connecting(
                environment.url(),
                credentials,
                new SessionTimeouts(limits.lock(), limits.patient(), limits.statement()),
                holder,
                programs,
                redactor,
                cancellation,
                environment.member().flatMap(FleetMember::schema),
                kept);
    }
}
