package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import hudson.slaves.DumbSlave;
import hudson.slaves.RetentionStrategy;
import io.jenkins.plugins.databasemigration.HeldShop.Place;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import jenkins.security.MasterToSlaveCallable;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SimpleCommandLauncher;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whatever Java an agent runs on, 17 or newer, its own runs the migration. */
@WithJenkins
class AgentJavaTest {
    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterAll
    static void forget() {
        jenkins = null;
    }

    static List<InstalledJava> everyJavaOfThisMachine() {
        return InstalledJava.all();
    }

    @ParameterizedTest
    @MethodSource("everyJavaOfThisMachine")
    void anAgentMigratesWithItsOwnJava(InstalledJava java) throws Exception {
        System.err.println("An agent runs on " + java);
        DumbSlave agent = agent(java);
        assertThat(agent.getChannel().call(new Version())).isEqualTo(java.version());
        try (HeldShop shop = HeldShop.at(Place.MIGRATING)) {
            WorkflowRun build = shop.job().create(agent).scheduleBuild2(0).waitForStart();
            shop.awaitHeld();

            Path program = Path.of(Processes.ofBuild(shop.name(), 1)
                    .orElseThrow()
                    .info()
                    .command()
                    .orElseThrow());
            assertThat(program.toRealPath()).isEqualTo(java.program().toRealPath());
            shop.release();

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("status done, applied [" + ShopJob.SCRIPT + "], to 2", build);
            assertThat(shop.migrated()).isTrue();
        } finally {
            jenkins.jenkins.removeNode(agent);
        }
    }

    /** Skipped, and seen to be skipped, where the machine has nothing to try. */
    @Test
    void oneOfThemIs17AndAnotherOneNewer() {
        List<Integer> versions =
                InstalledJava.all().stream().map(InstalledJava::version).toList();
        assertThat(versions).isNotEmpty();
        assumeThat(versions).contains(17).anyMatch(version -> version >= 21);
    }

    private static DumbSlave agent(InstalledJava java) throws Exception {
        String name = "java" + java.version();
        File jar = new File(jenkins.jenkins.getJnlpJars("agent.jar").getURL().toURI());
        DumbSlave agent = new DumbSlave(
                name,
                new File(jenkins.jenkins.getRootDir(), "agents/" + name).getPath(),
                new SimpleCommandLauncher("\"" + java.program() + "\" -Xmx256m -jar \"" + jar + "\""));
        agent.setRetentionStrategy(RetentionStrategy.NOOP);
        jenkins.jenkins.addNode(agent);
        jenkins.waitOnline(agent);
        return agent;
    }

    private static final class Version extends MasterToSlaveCallable<Integer, RuntimeException> {
        private static final long serialVersionUID = 1L;

        @Override
        public Integer call() {
            return Runtime.version().feature();
        }
    }
}
