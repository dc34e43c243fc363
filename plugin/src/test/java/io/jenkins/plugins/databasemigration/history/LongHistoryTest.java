package io.jenkins.plugins.databasemigration.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import jenkins.model.lazy.LazyBuildMixIn;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A thousand builds on disk: none is loaded for a page, and how long pages take is printed beside one of Jenkins's own. */
@WithJenkins
@Tag("measurement")
class LongHistoryTest {
    private static final int BUILDS = 1000;
    private static final int REQUESTS = 11;

    private JenkinsRule jenkins;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void buildOnceAndCopy(JenkinsRule rule) throws Exception {
        jenkins = rule;
        HistoryShop shop = new HistoryShop(jenkins, HistoryShop.job(jenkins.jenkins, "shop"));
        shop.run("node { migrateDatabase environment: 'test' }");
        Path builds = shop.job().getBuildDir().toPath();
        for (int number = 2; number <= BUILDS; number++) {
            Path copy = Files.createDirectory(builds.resolve(String.valueOf(number)));
            Files.copy(builds.resolve("1/build.xml"), copy.resolve("build.xml"));
        }
        shop.job().updateNextBuildNumber(BUILDS + 1);
        Files.delete(index(shop.job()));
        reload();
        long begin = System.nanoTime();
        assertThat(JobHistory.of(job()).entries()).hasSize(BUILDS);
        say("making the index from %d builds: %d ms; it has %d bytes", BUILDS, millis(begin), Files.size(index(job())));
    }

    @Test
    void noPageLoadsABuild() throws Exception {
        long[] dashboard = measured(Dashboard.URL + "/", 0);
        // Jenkins itself looks at the newest build for whatever is below a job.
        measured(job().getUrl() + HistoryPage.URL + "/api/json?tree=entries%5Bbuild%5D", 1);
        // And beside the page it puts a panel that loads some more.
        long[] history = measured(job().getUrl() + HistoryPage.URL + "/", BUILDS);
        long[] ordinary = measured(job().getUrl(), BUILDS);

        say(
                "with %d builds, first and median of %d: dashboard %d and %d ms, history %d and %d ms,"
                        + " Jenkins's own page of the job, with its build history, %d and %d ms; ratio %.1f and %.1f",
                BUILDS,
                REQUESTS - 1,
                dashboard[0],
                dashboard[1],
                history[0],
                history[1],
                ordinary[0],
                ordinary[1],
                (double) dashboard[0] / ordinary[0],
                (double) dashboard[1] / ordinary[1]);
        JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false);
        assertThat(web.goTo(Dashboard.URL).asNormalizedText()).contains("test.db", "Done");
        assertThat(web.goTo(job().getUrl() + HistoryPage.URL).asNormalizedText())
                .contains("#1000", "Older");
    }

    /** The first answer after a start of Jenkins, and the median of those after it, in milliseconds. */
    private long[] measured(String url, int mayLoad) throws Exception {
        // Views are compiled once, which is not what is measured.
        request(url);
        reload();
        int before = loaded();
        long[] times = new long[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            long begin = System.nanoTime();
            request(url);
            times[i] = millis(begin);
        }
        assertThat(loaded() - before).as("builds loaded for " + url).isLessThanOrEqualTo(mayLoad);
        long first = times[0];
        long[] others = Arrays.copyOfRange(times, 1, REQUESTS);
        Arrays.sort(others);
        return new long[] {first, others[others.length / 2]};
    }

    private void request(String url) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(jenkins.getURL().toURI().resolve(url)).build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    private int loaded() {
        LazyBuildMixIn<?, ?> builds = job().getLazyBuildMixIn();
        return builds.getRunMap().getLoadedBuilds().size();
    }

    private WorkflowJob job() {
        return jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class);
    }

    private void reload() throws Exception {
        jenkins.jenkins.reload();
    }

    private static Path index(WorkflowJob job) {
        return job.getRootDir().toPath().resolve("database-migrations.json");
    }

    private static long millis(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }

    private static void say(String format, Object... values) {
        System.out.printf("[measurement] " + format + "%n", values);
    }
}
