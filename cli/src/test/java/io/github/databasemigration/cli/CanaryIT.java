package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.SecretScan;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** The password of the test users is nowhere. Runs last, when everybody else's reports are written. */
@Isolated("after all others, at whose leavings it looks")
class CanaryIT {
    private final SecretScan scan = new SecretScan(Canary.PASSWORD);

    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    @Test
    void noFileThatTheBuildLeavesHoldsIt() throws IOException {
        try (var modules = Files.newDirectoryStream(Path.of("").toAbsolutePath().getParent(), Files::isDirectory)) {
            for (Path module : modules) {
                Path target = module.resolve("target");
                if (Files.isDirectory(target)) {
                    assertThat(scan.below(target)).isEmpty();
                }
            }
        }
        // What nobody could look into is told to whoever wants to know, and is of few kinds.
        Files.write(Path.of("target", "closed-to-the-secret-scan.txt"), scan.closed());
        assertThat(scan.closed()).allMatch(file -> file.endsWith(": encrypted by age") || file.endsWith(", damaged"));
    }

    @Test
    void aPasswordInAUrlIsRefusedWithoutRepeatingIt() {
        TestDatabase database = PostgresServer.shared().createDatabase();
        Workspace workspace =
                watch.workspace(Tool.FLYWAY, database).countedMigrations(1, 1).configuration("${SHOP_URL}", "");
        String encoded = URLEncoder.encode(Canary.PASSWORD, StandardCharsets.UTF_8);

        for (String url : List.of(
                database.jdbcUrl() + "?user=" + database.user() + "&password=" + encoded,
                database.jdbcUrl().replace("//", "//" + database.user() + ":" + encoded + "@"))) {
            Finished finished =
                    workspace.command("status").with("SHOP_URL", url).run().expect(10);
            assertThat(finished.complaint()).hasSize(2);
        }
    }

    @Test
    void aPasswordThatTheServerRepeatsIsTakenOut() {
        TestDatabase database = PostgresServer.shared().createDatabase();
        database.execute(
                "CREATE SCHEMA told",
                "CREATE TABLE told.secret AS SELECT '" + Canary.PASSWORD.replace("'", "''") + "'::text AS word");
        Workspace workspace = watch.workspace(Tool.FLYWAY, database).migration(1, """
                DO $$ BEGIN
                  RAISE EXCEPTION 'refused: % is not welcome', (SELECT word FROM told.secret);
                END $$""");

        Finished finished = workspace
                .command("migrate", "--set", "backup.enabled=false", "--run-id", "repeated")
                .run()
                .expect(60);

        assertThat(finished.err()).contains("refused: **** is not welcome");
        assertThat(workspace.report("repeated").toString()).contains("**** is not welcome");
    }
}
