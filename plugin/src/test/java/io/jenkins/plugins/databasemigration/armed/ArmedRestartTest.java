package io.jenkins.plugins.databasemigration.armed;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Jenkins ends in order and starts again while a rollback is in each of its states. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ArmedRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void eachFiresOnceOrNeverAsBefore() throws Throwable {
        sessions.then(jenkins -> ArmedScenes.arm(jenkins, false));
        sessions.then(jenkins -> ArmedScenes.check(jenkins, false));
    }
}
