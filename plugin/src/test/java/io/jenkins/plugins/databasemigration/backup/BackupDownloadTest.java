package io.jenkins.plugins.databasemigration.backup;

import static io.jenkins.plugins.databasemigration.backup.BackupShop.AT;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.databasemigration.BackupDatabaseStep;
import io.jenkins.plugins.databasemigration.Permissions;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.assertj.core.api.SoftAssertions;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who gets what of an archived backup: the key and everything with it only for who may download backups. */
@WithJenkins
class BackupDownloadTest {
    private static final List<String> PEOPLE =
            List.of("anonymous", "reader", "builder", "developer", "downloader", "admin");

    /** As in the table of all web methods; {@code ONE} is the archived backup. */
    private static final String TABLE = """
            GET  PAGE/                          403 200 200 200 200 200
            GET  PAGE/api/json                  403 200 200 200 200 200
            GET  PAGE/ONE/data                  403 403 403 403 200 200
            POST PAGE/ONE/data                  403 403 403 403 200 200
            GET  PAGE/ONE/manifest              403 403 403 403 200 200
            GET  PAGE/ONE/key                   403 405 405 405 405 405
            POST PAGE/ONE/key                   403 403 403 403 200 200
            GET  PAGE/archived/nothing/data     403 404 404 404 404 404
            GET  PAGE/ONE/../../../1/data       403 404 404 404 404 404
            GET  PAGE/ONE/..%2fmanifest         403 404 404 404 404 404
            GET  PAGE/archived/..%2f../data     403 404 404 404 404 404
            GET  PAGE/ONE/data/../../build.xml  403 404 404 404 404 404
            POST FORM/fillVerificationItems         403 none none 200 none 200
            GET  FORM/fillVerificationItems         403 404  404  404 404  404
            POST FORM/fillBackupKeyCredentialsIdItems 403 none none 200 none 200
            GET  FORM/fillBackupKeyCredentialsIdItems 403 404 404 404 404 404
            """;

    @TempDir
    Path folder;

    private JenkinsRule jenkins;
    private WorkflowRun build;
    private ArchivedBackup backup;

    @BeforeEach
    void backUpAndSecure(JenkinsRule rule) throws Exception {
        jenkins = rule;
        BackupShop shop = BackupShop.inFile(jenkins, folder);
        BackupShop.secret("the-backup-key", "a passphrase of a test");
        WorkflowJob job = shop.job("shop");
        build = shop.run(job, Result.SUCCESS, "backupDatabase " + AT);
        backup = ArchivedBackups.in(build).get(0);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "builder", "developer", "downloader")
                .grant(Item.BUILD)
                .everywhere()
                .to("builder", "developer")
                .grant(Item.CONFIGURE)
                .everywhere()
                .to("developer")
                .grant(Permissions.DOWNLOAD_BACKUP)
                .everywhere()
                .to("downloader"));
    }

    @Test
    void everyPageIsForThoseItIsFor() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (String person : PEOPLE) {
            JenkinsRule.WebClient web = client(person);
            for (String line : TABLE.lines().toList()) {
                String[] row = line.split(" +");
                softly.assertThat(asked(web, HttpMethod.valueOf(row[0]), row[1]))
                        .as("%s %s by %s", row[0], row[1], person)
                        .isEqualTo(row[2 + PEOPLE.indexOf(person)]);
            }
        }
        softly.assertAll();
    }

    @Test
    void whatIsDownloadedIsOpenedByTheKeyAndWhatTheArtifactsShowIsNot() throws Exception {
        JenkinsRule.WebClient web = client("downloader");
        byte[] data = response(web, HttpMethod.GET, "PAGE/ONE/data")
                .getContentAsStream()
                .readAllBytes();
        WebResponse key = response(web, HttpMethod.POST, "PAGE/ONE/key");
        WebResponse shown = client("reader")
                .getPage(new WebRequest(new URL(
                        web.getContextPath() + build.getUrl() + "artifact/" + backup.path() + "/backup.zip.age")))
                .getWebResponse();

        assertThat(data).isEqualTo(Files.readAllBytes(BackupShop.artifact(build, "backup.zip.age")));
        assertThat(key.getContentAsString())
                .isEqualTo(Secret.toString(backup.key()))
                .hasSizeGreaterThan(40);
        assertThat(key.getResponseHeaderValue("Cache-Control")).isEqualTo("no-store");
        assertThat(shown.getContentAsStream().readAllBytes())
                .startsWith("age-encryption.org/v1\n-> scrypt ".getBytes());
        for (String person : List.of("reader", "downloader", "admin")) {
            for (String page : List.of(
                    "",
                    "api/json?depth=5",
                    "api/xml?depth=5",
                    "database-backups/api/xml?depth=5",
                    "database-backups/")) {
                assertThat(client(person)
                                .getPage(new WebRequest(new URL(web.getContextPath() + build.getUrl() + page)))
                                .getWebResponse()
                                .getContentAsString())
                        .doesNotContain(
                                Secret.toString(backup.key()), backup.key().getEncryptedValue());
            }
        }
    }

    @Test
    void aBackupThatIsGoneIsSaidToBe() throws Exception {
        Files.delete(BackupShop.artifact(build, "backup.zip.age"));

        assertThat(asked(client("downloader"), HttpMethod.GET, "PAGE/ONE/data")).isEqualTo("404");
        assertThat(response(client("downloader"), HttpMethod.GET, "PAGE/").getContentAsString())
                .contains("It is no longer among the artifacts of this build.");
    }

    private JenkinsRule.WebClient client(String person) throws Exception {
        JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        web.setRefreshHandler((page, url, seconds) -> {});
        web = web.withJavaScriptEnabled(false);
        return person.equals("anonymous") ? web : web.login(person);
    }

    private String asked(JenkinsRule.WebClient web, HttpMethod verb, String path) throws Exception {
        WebResponse response = response(web, verb, path);
        boolean offersNothing = path.contains("/fill")
                && Stream.of("the-backup-key", "restore").noneMatch(response.getContentAsString()::contains);
        return response.getStatusCode() == 200 && offersNothing ? "none" : String.valueOf(response.getStatusCode());
    }

    private WebResponse response(JenkinsRule.WebClient web, HttpMethod verb, String path) throws Exception {
        String full = path.replace("PAGE/", build.getUrl() + "database-backups/")
                .replace("ONE/", "archived/" + backup.getRun() + "/")
                .replace(
                        "FORM/",
                        build.getParent().getUrl() + "descriptorByName/" + BackupDatabaseStep.class.getName() + "/");
        WebRequest request = new WebRequest(new URL(web.getContextPath() + full), verb);
        if (verb == HttpMethod.POST) {
            web.addCrumb(request);
        }
        return web.getPage(request).getWebResponse();
    }
}
