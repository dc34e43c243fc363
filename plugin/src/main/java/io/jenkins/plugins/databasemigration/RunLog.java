package io.jenkins.plugins.databasemigration;

import hudson.console.LineTransformationOutputStream;
import hudson.model.TaskListener;
import hudson.util.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.credentialsbinding.masking.SecretPatterns;

/** Copies what a run says into the build log, with the password masked in every encoding, and remembers the last line. */
final class RunLog extends LineTransformationOutputStream.Delegating {
    private volatile String lastLine = "starting";

    private RunLog(OutputStream out) {
        super(out);
    }

    static RunLog to(TaskListener listener) {
        return new RunLog(listener.getLogger());
    }

    /** Where to write what the run says. The run masks its secrets itself; this is the second net. */
    OutputStream masking(List<Secret> secrets) {
        if (secrets.isEmpty()) {
            return this;
        }
        Pattern pattern = SecretPatterns.getAggregateSecretPattern(
                secrets.stream().map(Secret::getPlainText).toList());
        return new SecretPatterns.MaskingOutputStream(this, () -> pattern, StandardCharsets.UTF_8.name());
    }

    String lastLine() {
        return lastLine;
    }

    @Override
    protected void eol(byte[] bytes, int length) throws IOException {
        lastLine = trimEOL(new String(bytes, 0, length, StandardCharsets.UTF_8));
        out.write(bytes, 0, length);
    }
}
