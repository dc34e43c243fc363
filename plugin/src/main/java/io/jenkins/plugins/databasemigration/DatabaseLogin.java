package io.jenkins.plugins.databasemigration;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Run;
import hudson.util.Secret;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** User and password from the credentials of Jenkins, looked up for one build. Never stored. */
final class DatabaseLogin {
    private static final String JDBC = "jdbc:";

    @CheckForNull
    private final String user;

    private final Secret password;

    private DatabaseLogin(@CheckForNull String user, Secret password) {
        this.user = user;
        this.password = password;
    }

    /** The credentials that a build may use under an id; their use is tracked. */
    static DatabaseLogin find(String id, @CheckForNull String jdbcUrl, Run<?, ?> run) throws AbortException {
        StandardCredentials found =
                CredentialsProvider.findCredentialById(id, StandardCredentials.class, run, requirements(jdbcUrl));
        if (found == null) {
            throw new AbortException("There are no credentials with the id " + id
                    + " that this job may use. Correct credentialsId, or add the credentials.");
        }
        CredentialsProvider.track(run, found);
        if (found instanceof StandardUsernamePasswordCredentials login) {
            return new DatabaseLogin(login.getUsername(), login.getPassword());
        } else if (found instanceof StringCredentials text) {
            return new DatabaseLogin(null, text.getSecret());
        }
        throw new AbortException("The credentials " + id + " are neither a username with password nor a secret text."
                + " Name others with credentialsId.");
    }

    /** What the domain of credentials may ask for: the database's host. */
    static List<DomainRequirement> requirements(@CheckForNull String jdbcUrl) {
        return jdbcUrl == null || !jdbcUrl.startsWith(JDBC)
                ? List.of()
                : URIRequirementBuilder.fromUri(jdbcUrl.substring(JDBC.length()))
                        .build();
    }

    /** The user; null where the credentials are a password alone and the configuration names the user. */
    @CheckForNull
    String user() {
        return user;
    }

    Secret password() {
        return password;
    }
}
