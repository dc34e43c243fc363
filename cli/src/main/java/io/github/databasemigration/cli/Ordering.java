package io.github.databasemigration.cli;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.check.merge.MergeCheck;
import io.github.databasemigration.engine.configuration.Configuration;
import io.github.databasemigration.engine.configuration.ConfigurationReader;
import io.github.databasemigration.engine.configuration.CredentialsResolver;
import io.github.databasemigration.engine.configuration.Environment;
import io.github.databasemigration.engine.configuration.Overrides;
import io.github.databasemigration.engine.configuration.Reading;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.KeptSessions;
import io.github.databasemigration.engine.run.Description;
import io.github.databasemigration.engine.run.MergeOnly;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.PruneBackups;
import io.github.databasemigration.engine.run.PruneFleetBackups;
import io.github.databasemigration.engine.run.RunId;
import io.github.databasemigration.engine.secret.Credentials;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.secret.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Makes an order for the engine from the options of a command, its files and its environment. */
final class Ordering {
    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final Console console;
    private final Cancellation cancellation;
    private final Map<String, String> variables = System.getenv();

    Ordering(Console console, Cancellation cancellation) {
        this.console = console;
        this.cancellation = cancellation;
    }

    /**
     * @param more secrets of the command besides the password
     * @param kept what the order may use its sessions again from
     */
    Order order(Where where, List<Secret> more, KeptSessions kept) {
        Optional<CredentialsResolver.Prompt> prompt = prompt(where);
        Configuration configuration = configuration(where);
        Environment environment = configuration.environment(where.environment, variables);
        where.described.ifPresent(
                fingerprint -> meant(configuration, where).description().require(fingerprint));
        Credentials credentials =
                new CredentialsResolver(configuration.project(), variables, prompt).resolve(environment.credentials());
        Redactor redactor = Redactor.of(credentials).and(more);
        console.redactWith(redactor);
        return new Order(
                configuration, environment, credentials, redactor, variables, holder(where), cancellation, kept);
    }

    /** What the options and files say, without any password. */
    Description description(Where where) {
        Configuration configuration = configuration(where);
        return meant(configuration, where).description();
    }

    /** What an order is for, without asking anybody. */
    private record Meant(Configuration configuration, Environment environment) {
        Description description() {
            return Description.of(configuration, environment);
        }
    }

    /** The environment, or one target of it: whether there is such a target is not asked. */
    private Meant meant(Configuration configuration, Where where) {
        Environment environment = configuration.environment(where.environment, variables);
        if (environment.fleet().isEmpty()) {
            where.refuseTarget(environment);
        }
        return where.target
                .map(name -> configuration.of(environment, name))
                .map(one -> new Meant(one, one.only()))
                .orElseGet(() -> new Meant(configuration, environment));
    }

    /** What the files say about a merge, without any password; the variables in the URL need not be set. */
    MergeCheck merge(Where where, String revision) {
        Configuration configuration = configuration(where);
        Environment written = configuration.written(where.environment);
        Environment environment =
                written.url().startsWith("jdbc:") ? written : configuration.environment(where.environment, variables);
        return MergeOnly.against(revision, configuration, environment, variables, cancellation);
    }

    /** The backups that the files keep, of a database or of all targets of a fleet, without any password. */
    <T> T pruning(Where where, Function<PruneBackups, T> one, Function<PruneFleetBackups, T> all) {
        Configuration configuration = configuration(where);
        // The backups of a target that is gone may be pruned, too.
        Meant meant = meant(configuration, where);
        return meant.environment().fleet().isEmpty()
                ? one.apply(new PruneBackups(meant.configuration(), meant.environment(), Clock.systemUTC()))
                : all.apply(new PruneFleetBackups(meant.configuration(), meant.environment(), Clock.systemUTC()));
    }

    private Configuration configuration(Where where) {
        Overrides overrides = where.overrides();
        Reading reading = where.config
                .map(file -> ConfigurationReader.readFile(file, overrides))
                .orElseGet(() -> ConfigurationReader.readProject(Path.of(""), overrides));
        reading.mistakes().forEach(mistake -> console.err(mistake.toString()));
        return reading.configuration();
    }

    private static Optional<CredentialsResolver.Prompt> prompt(Where where) {
        Optional<Secret> once = where.passwordFileOnce.map(OneTimePassword::take);
        if (once.isPresent()) {
            return Optional.of(user -> once);
        }
        return where.askPassword ? Optional.of(Ordering::ask) : Optional.empty();
    }

    private static Optional<Secret> ask(Optional<String> user) {
        if (System.console() == null) {
            throw new Fault(
                    FaultCode.CREDENTIAL_MISSING,
                    "There is no terminal to ask for the password.",
                    "Use --password-variable or --password-file.");
        }
        char[] answer = System.console()
                .readPassword("Password%s: ", user.map(name -> " of " + name).orElse(""));
        return answer == null || answer.length == 0 ? Optional.empty() : Optional.of(Secret.of(new String(answer)));
    }

    private static Holder holder(Where where) {
        String run = where.runId.orElseGet(RunId::next);
        if (!RUN_ID.matcher(run).matches()) {
            // It names a folder.
            throw new Fault(
                    FaultCode.USAGE,
                    "\"" + run + "\" cannot be a run's id.",
                    "Use letters, digits, dot, dash, underscore.");
        }
        return new Holder(
                where.as.orElse(System.getProperty("user.name")),
                host(),
                Optional.of(ProcessHandle.current().pid()),
                Optional.of(run),
                Optional.empty());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }
}
