package io.jenkins.plugins.databasemigration.backup;

import static io.jenkins.plugins.databasemigration.backup.BackupShop.AT;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * What lives in the heap of Jenkins does not grow with a backup that passes through it: measured in a Jenkins and an agent
 * that are processes of their own. {@code -Ddatabase-migration.large=500} makes the backup larger than both heaps, and
 * the test take minutes.
 */
class LargeBackupTest {
    private static final int SMALL = 5;
    private static final int LARGE = Integer.getInteger("database-migration.large", 100);

    /** What the same work leaves more or less in the heap, from one time to the next. */
    private static final int NOISE = 16;

    private static final int LIMIT_SECONDS = 1800;

    @RegisterExtension
    private final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().javaOptions("-Xmx256m").withTimeout(LIMIT_SECONDS);

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    File folder;

    @Test
    void theHeapOfJenkinsDoesNotGrowWithTheBackup() throws Throwable {
        jenkins.startJenkins();
        agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder()
                        .name("far")
                        .webSocket()
                        .javaOptions("-Xmx128m")
                        .build());

        ArrayList<Long> small = jenkins.runRemotely(LargeBackupTest::measure, folder, SMALL);
        ArrayList<Long> large = jenkins.runRemotely(LargeBackupTest::measure, folder, LARGE);
        jenkins.stopJenkins();

        System.out.printf("MiB that lived in Jenkins at most: %s of %s MB, %s of %s MB%n", small, SMALL, large, LARGE);
        for (int i = 0; i < small.size(); i++) {
            assertThat(large.get(i)).isLessThan(small.get(i) + NOISE);
        }
    }

    /** What lived at most while a database of so many megabytes was backed up and archived, and while it was put back. */
    private static ArrayList<Long> measure(JenkinsRule jenkins, File folder, Integer megabytes) throws Throwable {
        Path own = folder.toPath().resolve(megabytes + " MB");
        assertThat(own.toFile().mkdir()).isTrue();
        BackupShop shop = BackupShop.inFile(jenkins, own);
        shop.fill(megabytes);
        WorkflowJob job = shop.job("shop-" + megabytes);
        jenkins.jenkins
                .getWorkspaceFor(job)
                .copyRecursiveTo(jenkins.jenkins.getNode("far").getWorkspaceFor(job));
        ArrayList<Long> lived = new ArrayList<>();
        lived.add(lived(shop, job, "backupDatabase " + AT));
        WorkflowRun build = job.getLastBuild();
        assertThat(ArchivedBackups.in(build).get(0).getSize()).isGreaterThan(megabytes * 1_000_000L);
        shop.damage(job);
        lived.add(lived(shop, job, "rollbackDatabase toBackupOf: 1, " + AT));
        assertThat(shop.orders()).isEqualTo(BackupShop.WHOLE);
        return lived;
    }

    private static long lived(BackupShop shop, WorkflowJob job, String step) throws Exception {
        HeapWatch heap = HeapWatch.begin();
        try (heap) {
            shop.runScript(job, Result.SUCCESS, "node('far') { " + step + " }");
        }
        return heap.mostMebibytes();
    }
}
