package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.FilePath;
import hudson.model.ComputerSet;
import hudson.model.JDK;
import hudson.model.Node;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.RetentionStrategy;
import io.github.databasemigration.testkit.SmallDisk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.model.ModifiableTopLevelItemGroup;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is wrong from the start is a red build with one clear line, and nothing is done to any database. */
@WithJenkins
class RefusalTest {
    private static final AtomicInteger JOBS = new AtomicInteger();
    private static JenkinsRule jenkins;

    /** Where the database would be. */
    @TempDir
    private Path folder;

    @BeforeAll
    static void remember(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterAll
    static void forget() {
        jenkins = null;
    }

    @Test
    void credentialsThatDoNotExist() throws Exception {
        refused("credentialsId: 'nobody'", "There are no credentials with the id nobody");
    }

    @Test
    void credentialsOfAnotherKind() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new FileCredentialsImpl(
                        CredentialsScope.GLOBAL, "a-file", null, "name", SecretBytes.fromRawBytes(new byte[] {1})));

        refused("credentialsId: 'a-file'", "a-file are neither a username with password nor a secret text");
    }

    @Test
    void credentialsOfAnotherFolder() throws Exception {
        Folder ours = jenkins.createProject(Folder.class, "ours");
        Folder theirs = jenkins.createProject(Folder.class, "theirs");
        FolderCredentialsProperty property = new FolderCredentialsProperty(new DomainCredentials[0]);
        ours.addProperty(property);
        CredentialsStore store = property.getStore();
        store.addCredentials(
                Domain.global(),
                new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "ours", null, "shop", "a password of a test"));

        WorkflowRun build = build(job(theirs, jenkins.jenkins, "credentialsId: 'ours'"), Result.FAILURE);
        assertRefused(build, "There are no credentials with the id ours that this job may use");

        build(job(ours, jenkins.jenkins, "credentialsId: 'ours'"), Result.SUCCESS);
    }

    @Test
    void credentialsForAnotherServer() throws Exception {
        UsernamePasswordCredentialsImpl credentials = new UsernamePasswordCredentialsImpl(
                CredentialsScope.GLOBAL, "for-one", null, "shop", "a password of a test");
        Domain domain = new Domain("one server", null, List.of(new HostnameSpecification("127.0.0.1", null)));
        SystemCredentialsProvider.getInstance().getDomainCredentialsMap().put(domain, List.of(credentials));

        refused(
                "credentialsId: 'for-one', url: 'jdbc:postgresql://localhost:1/shop'",
                "There are no credentials with the id for-one that this job may use");

        // Nobody listens there, but the credentials are found, and Jenkins knows who uses them.
        WorkflowRun build =
                refused("credentialsId: 'for-one', url: 'jdbc:postgresql://127.0.0.1:1/shop'", "127.0.0.1:1");
        assertThat(CredentialsProvider.getFingerprintOf(credentials).getJobs())
                .containsExactly(build.getParent().getFullName());
    }

    @Test
    void aJavaThatIsNotThere() throws Exception {
        refused("jdk: 'jdk-99'", "There is no JDK tool named jdk-99");

        jenkins.jenkins.setJDKs(List.of(new JDK("gone", folder.toString())));
        refused("jdk: 'gone'", "JDK tool gone on the controller has no Java in " + folder);
    }

    @Test
    void aJavaThatDoesNotDo() throws Exception {
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexit 3\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        jenkins.jenkins.setJDKs(List.of(new JDK("odd", folder.toString())));
        refused("jdk: 'odd'", "The command line ended with status 3 before it answered. Nothing was run.");

        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        refused("jdk: 'odd'", "JDK tool odd on the controller is Java 11.0.2, too old");
    }

    @Test
    void aConfigurationThatIsNotThere() throws Exception {
        refused("config: 'nowhere.yml'", "There is no file nowhere.yml.");
    }

    @Test
    void migrationsThatAreNotThere() throws Exception {
        refused("locations: 'nowhere'", "nowhere");
    }

    @Test
    void aToolThatIsNotThere() throws Exception {
        WorkflowJob alembic = job(jenkins.jenkins, jenkins.jenkins, "tool: 'alembic'");
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(alembic);
        workspace.child("alembic.ini").write("[alembic]\nscript_location = db\n", "UTF-8");
        configure(workspace, "alembic: {python: nowhere/python}\n");

        assertRefused(build(alembic, Result.FAILURE), "nowhere/python");
    }

    @Test
    void aDiskThatIsFull() throws Exception {
        Optional<SmallDisk> mounted = SmallDisk.mount(folder.resolve("disk"), 64);
        assumeTrue(mounted.isPresent(), SmallDisk.NEEDS);
        // Otherwise Jenkins itself would not use an agent that has so little room, which is another matter.
        ComputerSet.getMonitors().forEach(monitor -> monitor.setIgnored(true));
        try (SmallDisk disk = mounted.get()) {
            DumbSlave agent = new DumbSlave("small", disk.folder().toString(), jenkins.createComputerLauncher(null));
            agent.setRetentionStrategy(RetentionStrategy.NOOP);
            jenkins.jenkins.addNode(agent);
            jenkins.waitOnline(agent);
            WorkflowJob job = job(jenkins.jenkins, agent, "");

            disk.fill();
            assertRefused(build(job, Result.FAILURE), "No space left on device. Nothing was run.");
            disk.empty();
            fillDatabase(60);
            long before = Files.size(database());
            assertSaid(
                    build(job, Result.FAILURE),
                    " MiB left. Free some space there, or configure another backup folder.");

            assertThat(Files.size(database())).isEqualTo(before);
            assertThat(agent.getWorkspaceFor(job).list(".database-migration/backups/*/*", null))
                    .isEmpty();
            jenkins.jenkins.removeNode(agent);
        }
    }

    private Path database() {
        return folder.resolve("shop.db");
    }

    private void fillDatabase(int megabytes) throws Exception {
        Sqlite.run(
                database(),
                "CREATE TABLE bulk (piece BLOB); WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM"
                        + " number WHERE n < " + megabytes
                        + ") INSERT INTO bulk SELECT randomblob(1000000) FROM number");
    }

    private WorkflowRun refused(String setting, String line) throws Exception {
        WorkflowRun build = build(job(jenkins.jenkins, jenkins.jenkins, setting), Result.FAILURE);
        assertRefused(build, line);
        return build;
    }

    private void assertRefused(WorkflowRun build, String line) throws Exception {
        assertSaid(build, line);
        assertThat(database()).doesNotExist();
    }

    private static void assertSaid(WorkflowRun build, String line) throws Exception {
        List<String> log = build.getLog(1000);
        assertThat(log).noneMatch(each -> each.startsWith("\tat "));
        assertThat(log)
                .filteredOn(each -> each.startsWith("ERROR: "))
                .hasSize(1)
                .allMatch(each -> each.contains(line));
    }

    private WorkflowJob job(ModifiableTopLevelItemGroup parent, Node node, String setting) throws Exception {
        WorkflowJob job = (WorkflowJob) parent.createProject(
                jenkins.jenkins.getDescriptorByType(WorkflowJob.DescriptorImpl.class),
                "p" + JOBS.incrementAndGet(),
                true);
        FilePath workspace = node.getWorkspaceFor(job);
        workspace.child("db/V1__one.sql").write("CREATE TABLE one (id INTEGER);", StandardCharsets.UTF_8.name());
        configure(workspace, "flyway: {locations: [db], baselineOnMigrate: true, baselineVersion: '0'}\n");
        job.setDefinition(new CpsFlowDefinition(
                "node('" + node.getSelfLabel().getName() + "') { migrateDatabase(" + setting + ") }", true));
        return job;
    }

    private void configure(FilePath workspace, String tool) throws Exception {
        workspace
                .child("database-migration.yml")
                .write(tool + "environments: {production: {url: 'jdbc:sqlite:" + database() + "'}}\n", "UTF-8");
    }

    private static WorkflowRun build(WorkflowJob job, Result expected) throws Exception {
        return jenkins.buildAndAssertStatus(expected, job);
    }
}
