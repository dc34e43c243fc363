package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Run;
import java.io.Serializable;

/** Where the credentials of a run are: never they themselves, for this is kept over restarts of Jenkins. */
final class LoginSource implements Serializable {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private final String credentialsId;

    private final String url;

    /** The credentials that the step names, or else its configuration. */
    LoginSource(RunRequest request, ConfiguredDatabase database) {
        credentialsId = request.credentialsId() == null ? database.credentialsId() : request.credentialsId();
        url = database.url();
    }

    @CheckForNull
    String credentialsId() {
        return credentialsId;
    }

    /** The credentials, looked up now; null where nobody names any. */
    @CheckForNull
    DatabaseLogin find(Run<?, ?> run) throws AbortException {
        return credentialsId == null ? null : DatabaseLogin.find(credentialsId, url, run);
    }
}
