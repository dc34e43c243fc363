package io.jenkins.plugins.databasemigration;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.AbortException;
import hudson.model.Run;
import hudson.util.Secret;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Keys of backups from the credentials of Jenkins, looked up for one build. Never stored. */
final class BackupKeys {
    private BackupKeys() {}

    /** The secret text that a build may use under an id; its use is tracked. */
    static Secret find(String id, Run<?, ?> run) throws AbortException {
        StringCredentials found = CredentialsProvider.findCredentialById(id, StringCredentials.class, run, List.of());
        if (found == null) {
            throw new AbortException("There is no secret text with the id " + id
                    + " that this job may use as the key of a backup. Nothing was run. Correct backupKeyCredentialsId, or"
                    + " add the credentials.");
        }
        CredentialsProvider.track(run, found);
        return found.getSecret();
    }
}
