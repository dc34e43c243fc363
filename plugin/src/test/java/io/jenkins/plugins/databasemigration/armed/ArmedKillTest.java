package io.jenkins.plugins.databasemigration.armed;

import io.jenkins.plugins.databasemigration.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The process of a Jenkins is killed while a rollback is in each of its states, one of them just before it is started. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ArmedKillTest {
    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @Test
    void eachFiresOnceOrNeverAsBefore() throws Throwable {
        jenkins.startJenkins();
        long process = jenkins.runRemotely(rule -> ProcessHandle.current().pid());
        jenkins.runRemotely(ArmedScenes::arm, true);
        Await.until(
                "Jenkins is dead",
                () -> ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty());
        jenkins.stopJenkinsForcibly();
        // As Jenkins leaves it that is killed within a minute after it has started what waited in its queue.
        Path home = jenkins.getHome().toPath();
        Files.copy(home.resolve(ArmedScenes.OLD_QUEUE), home.resolve("queue.xml"), StandardCopyOption.REPLACE_EXISTING);

        jenkins.startJenkins();
        jenkins.runRemotely(ArmedScenes::check, true);
    }
}
