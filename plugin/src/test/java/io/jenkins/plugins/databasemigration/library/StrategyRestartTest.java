package io.jenkins.plugins.databasemigration.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import io.github.databasemigration.testkit.PostgresServer;
import io.jenkins.plugins.databasemigration.Await;
import io.jenkins.plugins.databasemigration.backup.ArchivedBackups;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.FolderLibraries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Each strategy, with the library of a folder and so in the sandbox, and a restart of Jenkins wherever one waits. */
class StrategyRestartTest {
    @RegisterExtension
    private static final BuildWatcherExtension LOGS = new BuildWatcherExtension();

    /** Where a pipeline that has nothing to migrate waits for machines: for the new version, its traffic, the old version. */
    private static final List<String> PLACES = List.of("green", "traffic", "blue");

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path folder;

    private final ShopScript operated = new ShopScript(PostgresServer.shared().createDatabase());
    private final ShopScript started = new ShopScript(PostgresServer.shared().createDatabase());
    private final ShopScript two = new ShopScript(PostgresServer.shared().createDatabase());

    @Test
    void eachGoesOnWhereItWaited() throws Throwable {
        sessions.then(jenkins -> {
            prepare(jenkins);
            start(jenkins, "first", started.files() + MIGRATE.formatted(", target: '1'"));
            assertThat(said(jenkins, "first")).isEmpty();
            for (String place : PLACES) {
                start(jenkins, place, started.pipeline(NOTHING, quiet(place)));
            }
            start(jenkins, "manual", operated.pipeline("strategy: 'manual'", MANUAL));
            start(jenkins, "startup", started.pipeline("strategy: 'startup'", STARTUP));
            start(jenkins, "two", two.pipeline(EXPAND_CONTRACT, hooks("true", "true", "fileExists('" + gone() + "')")));
            for (String job : List.of("manual", "startup", "two")) {
                Gates.waiting(last(jenkins, job));
            }
            for (String place : PLACES) {
                sleeps(jenkins, place);
            }
            assertThat(jenkins.jenkins.toComputer().countBusy()).isEqualTo(PLACES.size());
        });
        sessions.then(jenkins -> {
            Gates.people(jenkins);
            Files.createFile(gone());
            for (String job : List.of("manual", "startup", "two")) {
                Gates.approve(jenkins, last(jenkins, job), Gates.waiting(last(jenkins, job)));
            }
            for (String place : PLACES) {
                Files.createFile(folder.resolve(place));
                assertThat(said(jenkins, place)).containsExactly("green", "switching");
            }
            assertThat(said(jenkins, "manual")).containsExactly("deploying", "verifying", "switching");
            assertThat(operated.has("owner")).isTrue();
            sleeps(jenkins, "startup");
            assertThat(Gates.waiting(last(jenkins, "two")).getPlan().getPending())
                    .contains("V1__no_old.sql");
            assertThat(two.has("owner")).isTrue();
        });
        sessions.then(jenkins -> {
            Gates.people(jenkins);
            start(jenkins, "application", started.files() + MIGRATE.formatted(""));
            assertThat(said(jenkins, "startup")).containsExactly("deploying", "verifying");
            assertThat(started.has("owner")).isTrue();
            assertThat(ArchivedBackups.in(last(jenkins, "startup"))).hasSize(1);

            // While people thought, somebody went back to the old version.
            Files.delete(gone());
            Gates.approve(jenkins, last(jenkins, "two"), Gates.waiting(last(jenkins, "two")));
            sleeps(jenkins, "two");
            assertThat(two.has("old")).isTrue();
        });
        sessions.then(jenkins -> {
            Files.createFile(gone());
            assertThat(said(jenkins, "two")).containsExactly("green", "switching");
            assertThat(two.has("old")).isFalse();
        });
    }

    private static final String MIGRATE = """
            node {
                files()
                migrateDatabase environment: 'production', backup: 'none'%s
            }
            """;

    private static final String NOTHING = "strategy: 'expandContract', expand: [target: '1'], contract: [target: '1']";

    private static final String EXPAND_CONTRACT =
            "strategy: 'expandContract', expand: [target: '2'], contract: [config: 'database-migration-contract.yml']";

    private static final String MANUAL = """
            deploy { echo 'said: deploying' }
            verify { echo 'said: verifying' }
            switchTraffic { echo 'said: switching' }
            """;

    private static final String STARTUP = """
            deploy { echo 'said: deploying' }
            verify { echo 'said: verifying' }
            """;

    /** Hooks for two versions that are all well but in one place, until there is a file of its name. */
    private String quiet(String place) {
        String well = "fileExists('" + folder.resolve(place) + "')";
        return switch (place) {
            case "green" -> hooks(well, "true", "true");
            case "traffic" -> hooks("true", well, "true");
            default -> hooks("true", "true", well);
        };
    }

    private static String hooks(String green, String traffic, String blue) {
        return """
                deployGreen { echo 'said: green' }
                healthy { fileExists('switched') ? %s : %s }
                switchTraffic {
                    writeFile file: 'switched', text: ''
                    echo 'said: switching'
                }
                retireBlue { %s }
                """.formatted(traffic, green, blue);
    }

    /** There while nothing of the old version serves. */
    private Path gone() {
        return folder.resolve("gone");
    }

    private void prepare(JenkinsRule jenkins) throws Exception {
        Gates.people(jenkins);
        jenkins.jenkins.setNumExecutors(PLACES.size() + 2);
        jenkins.createProject(Folder.class, "team")
                .getProperties()
                .add(new FolderLibraries(List.of(LibraryFolder.configuration())));
        for (ShopScript shop : List.of(operated, started, two)) {
            shop.addCredentials();
        }
    }

    private static void start(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job =
                jenkins.jenkins.getItemByFullName("team", Folder.class).createProject(WorkflowJob.class, name);
        job.setDefinition(LibraryFolder.pipeline(script));
        job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun last(JenkinsRule jenkins, String name) {
        return jenkins.jenkins
                .getItemByFullName("team/" + name, WorkflowJob.class)
                .getLastBuild();
    }

    /** Waits until a build asks again. */
    private static void sleeps(JenkinsRule jenkins, String name) throws Exception {
        Await.until(
                name + " asks again",
                () -> last(jenkins, name).getLog(2000).toString().contains("Sleeping")
                        || !last(jenkins, name).isBuilding());
        assertThat(last(jenkins, name).isBuilding()).as(name).isTrue();
    }

    private static List<String> said(JenkinsRule jenkins, String name) throws Exception {
        WorkflowRun build = jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(last(jenkins, name)));
        return build.getLog(2000).stream()
                .filter(line -> line.startsWith("said: "))
                .map(line -> line.substring("said: ".length()))
                .toList();
    }
}
