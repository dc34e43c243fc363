package io.jenkins.plugins.databasemigration.backup;

import static io.jenkins.plugins.databasemigration.backup.BackupShop.AT;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import java.net.URL;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import jenkins.model.ArtifactManagerConfiguration;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.DirectArtifactManagerFactory;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Agents that are processes of their own, and artifacts that are not on the disk of Jenkins. */
@WithJenkins
class FarArtifactsTest {
    @TempDir
    Path folder;

    @Test
    void anotherAgentFetchesFromAStoreThatJenkinsCannotOpen(JenkinsRule jenkins) throws Exception {
        BackupShop shop = BackupShop.inFile(jenkins, folder);
        WorkflowJob job = shop.job("shop");
        DumbSlave one = agentWith(jenkins, "one", job);
        DumbSlave two = agentWith(jenkins, "two", job);
        ArtifactManagerConfiguration.get().getArtifactManagerFactories().add(new DirectArtifactManagerFactory());

        WorkflowRun build = shop.runScript(job, Result.SUCCESS, "node('one') { backupDatabase " + AT + " }");
        ArchivedBackup backup = ArchivedBackups.in(build).get(0);
        assertThat(backup.isWhole(build)).isTrue();
        shop.damage(job);
        WorkflowRun back =
                shop.runScript(job, Result.SUCCESS, "node('two') { rollbackDatabase toBackupOf: 1, " + AT + " }");

        assertThat(shop.orders()).isEqualTo(BackupShop.WHOLE);
        jenkins.assertLogContains("Running on " + two.getDisplayName(), back);
        for (DumbSlave agent : new DumbSlave[] {one, two}) {
            assertThat(agent.getRootPath().list("workspace/*@tmp/database-migration-*/**"))
                    .isEmpty();
        }
        JenkinsRule.WebClient web = jenkins.createWebClient();
        byte[] data = web.getPage(new WebRequest(new URL(web.getContextPath() + build.getUrl()
                        + "database-backups/archived/" + backup.getRun() + "/data")))
                .getWebResponse()
                .getContentAsStream()
                .readAllBytes();
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data)))
                .isIn(backup.getFiles().stream().map(ArchivedFile::getSha256).toList());
    }

    private static DumbSlave agentWith(JenkinsRule jenkins, String name, WorkflowJob job) throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave(Label.get(name));
        FilePath project = agent.getWorkspaceFor(job);
        jenkins.jenkins.getWorkspaceFor(job).copyRecursiveTo(project);
        return agent;
    }
}
