package io.github.databasemigration.engine.configuration;

import io.github.databasemigration.engine.configuration.Environment.CredentialsSource;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.secret.Credentials;
import io.github.databasemigration.engine.secret.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches user and password from where the configuration says they are.
 *
 * <p>Every fault is {@code CREDENTIAL_MISSING} and names the variable or file, never what is in it.
 */
public final class CredentialsResolver {
    /** What a character becomes that the locale of this process cannot read. */
    private static final char UNREADABLE = '\uFFFD';

    private final Path project;
    private final Map<String, String> variables;
    private final Optional<Prompt> prompt;

    /** Asks a person for a password. */
    @FunctionalInterface
    public interface Prompt {
        /** The password of a user, if one was named; empty where the person gives none. */
        Optional<Secret> password(Optional<String> user);
    }

    /**
     * @param project the folder from which the path of a password file starts
     * @param variables the environment variables of the process
     * @param prompt asks a person, whatever the configuration says; empty: nobody is to be asked
     */
    public CredentialsResolver(Path project, Map<String, String> variables, Optional<Prompt> prompt) {
        this.project = project;
        this.variables = variables;
        this.prompt = prompt;
    }

    /** Who connects. A password that is nowhere configured is absent: not every database wants one. */
    public Credentials resolve(CredentialsSource source) {
        Optional<String> user = source.user().or(() -> source.userVariable().map(this::variable));
        return new Credentials(user, prompt.isPresent() ? prompt.get().password(user) : password(source));
    }

    private Optional<Secret> password(CredentialsSource source) {
        Optional<String> value = source.passwordVariable().map(this::variable).or(() -> source.passwordFile()
                .map(file -> PasswordFile.read(project.resolve(file))));
        return value.map(Secret::of);
    }

    private String variable(String name) {
        String value = variables.get(name);
        if (value == null || value.isEmpty()) {
            throw new Fault(
                    FaultCode.CREDENTIAL_MISSING,
                    "The environment variable " + name + " is " + (value == null ? "not set." : "empty."),
                    "Set " + name + ", or name another variable under credentials.");
        }
        if (value.indexOf(UNREADABLE) >= 0) {
            throw new Fault(
                    FaultCode.CREDENTIAL_MISSING,
                    "The environment variable " + name + " has characters that this process's locale cannot read.",
                    "Set LC_ALL=C.UTF-8 in the environment of this command.");
        }
        return value;
    }
}
