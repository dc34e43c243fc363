package io.github.databasemigration.cli;

import io.github.databasemigration.engine.configuration.Environment;
import io.github.databasemigration.engine.configuration.Overrides;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that every command shares: which project, which environment, who asks. */
final class Where {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration. Default: database-migration.yml in this folder.")
    Optional<Path> config = Optional.empty();

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "NAME",
            description = "The environment of the configuration. May be left out where there is only one.")
    Optional<String> environment = Optional.empty();

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description = "One target of an environment that has several, as if it were a database by itself.")
    Optional<String> target = Optional.empty();

    @Option(
            names = {"-s", "--set"},
            paramLabel = "FIELD=VALUE",
            description = "Overrides a field of the configuration, such as backup.verification=restore or"
                    + " flyway.target=7. May be repeated.")
    Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--url", paramLabel = "URL", description = "The JDBC URL, without user and password.")
    Optional<String> url = Optional.empty();

    @Option(names = "--user", paramLabel = "USER", description = "The database user.")
    Optional<String> user = Optional.empty();

    @Option(
            names = "--password-variable",
            paramLabel = "NAME",
            description = "The environment variable that holds the password.")
    Optional<String> passwordVariable = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "A file that holds the password and nothing else.")
    Optional<Path> passwordFile = Optional.empty();

    @Option(
            names = "--password-file-once",
            paramLabel = "FILE",
            description =
                    "The same; the file is deleted before anything else happens. For programs that start this one.")
    Optional<Path> passwordFileOnce = Optional.empty();

    @Option(names = "--ask-password", description = "Ask for the password at the terminal.")
    boolean askPassword;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description =
                    "Stop after this time, such as 30m: cancels in the server and rolls back. Sets timeouts.total.")
    Optional<String> timeout = Optional.empty();

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            description = "Wait this long for another run, or for a version. Sets timeouts.waiting.")
    Optional<String> waiting = Optional.empty();

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "Who runs this, as others see it who wait for the lock. Default: the user of this machine.")
    Optional<String> as = Optional.empty();

    @Option(
            names = "--run-id",
            paramLabel = "ID",
            description = "The run's id, and the name of its folder. Default: a new one.")
    Optional<String> runId = Optional.empty();

    @Option(
            names = "--stop-file",
            paramLabel = "FILE",
            description = "Stop, as SIGTERM does, when this file appears. For programs whose signals do not get here.")
    Optional<Path> stopFile = Optional.empty();

    @Option(
            names = "--described",
            paramLabel = "FINGERPRINT",
            description = "Refuse unless the configuration is what describe said.")
    Optional<String> described = Optional.empty();

    @Option(names = "--json", description = "Print the result as JSON on standard output.")
    boolean json;

    /** Fault {@code USAGE} where a target is named of an environment that is one database. */
    void refuseTarget(Environment environment) {
        target.ifPresent(name -> {
            throw new Fault(
                    FaultCode.USAGE,
                    "The environment " + environment.name() + " has no targets; it is one database.",
                    "Leave --target out.");
        });
    }

    /** Everything that overrides the file. */
    Overrides overrides() {
        Overrides all = Overrides.NONE;
        for (Map.Entry<String, String> field : set.entrySet()) {
            all = all.with(field.getKey(), field.getValue(), "--set " + field.getKey());
        }
        all = with(all, "url", url, "--url");
        all = with(all, "timeouts.total", timeout, "--timeout");
        all = with(all, "timeouts.waiting", waiting, "--wait");
        all = with(all, "credentials.user", user, "--user");
        all = with(all, "credentials.passwordVariable", passwordVariable, "--password-variable");
        return with(all, "credentials.passwordFile", passwordFile.map(Path::toAbsolutePath), "--password-file")
                .in(environment);
    }

    private static Overrides with(Overrides all, String field, Optional<?> value, String option) {
        return value.map(given -> all.with(field, given.toString(), option)).orElse(all);
    }
}
