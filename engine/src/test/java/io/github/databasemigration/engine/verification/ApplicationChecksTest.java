package io.github.databasemigration.engine.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Platforms;
import io.github.databasemigration.engine.platform.Reached;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts mean, and which are refused. How the platforms run them: {@link ApplicationChecksPlatformTest}. */
class ApplicationChecksTest {
    @TempDir
    private Path temp;

    private Path folder;
    private Database database;

    @BeforeEach
    void makeDatabase() throws IOException {
        folder = Files.createDirectory(temp.resolve("verify"));
        String url = "jdbc:sqlite:" + temp.resolve("shop.db");
        database = Platforms.installed().find(url).open(Reached.connecting(url));
        Reached.execute(
                database,
                "CREATE TABLE orders (id INTEGER, note TEXT)",
                "INSERT INTO orders VALUES (1, 'first'), (2, NULL), (3, 'third')");
    }

    private void script(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private List<Check> run() {
        return ApplicationChecks.read(folder, database).run(RunListener.NONE);
    }

    private Check run(String text) throws IOException {
        script("a.sql", text);
        return run().get(0);
    }

    @Test
    void passesWhenTheQueryReturnsNoRow() throws IOException {
        Check check = run("-- orders have positive numbers\nSELECT * FROM orders WHERE id <= 0;");

        assertThat(check.passed()).isTrue();
        assertThat(check.expectation()).isEqualTo("no row");
        assertThat(check.rows()).isZero();
        assertThat(check.detail()).isEqualTo("no row");
    }

    @Test
    void takesEachRowForAViolation() throws IOException {
        Check check = run("SELECT id, note AS remark FROM orders WHERE id > 1 ORDER BY id");

        assertThat(check.passed()).isFalse();
        assertThat(check.rows()).isEqualTo(2);
        assertThat(check.sample()).containsExactly("id=2, remark=NULL", "id=3, remark=third");
        assertThat(check.error()).isEmpty();
        assertThat(check.detail()).isEqualTo("2 rows, expected no row; the first: id=2, remark=NULL");
    }

    @Test
    void mayExpectRows() throws IOException {
        assertThat(run("-- expect: rows\nSELECT * FROM orders").passed()).isTrue();
        Check check = run("\n--expect:rows\nSELECT * FROM orders WHERE id = 9");
        assertThat(check.passed()).isFalse();
        assertThat(check.detail()).isEqualTo("no row, expected at least one row");
    }

    @Test
    void mayExpectOneValue() throws IOException {
        assertThat(run("-- expect: value 3\nSELECT count(*) FROM orders").passed())
                .isTrue();
        assertThat(run("-- expect: value the first  one \nSELECT 'the first  one'")
                        .passed())
                .isTrue();

        Check other = run("-- expect: value 4\nSELECT count(*) AS orders FROM orders");
        assertThat(other.passed()).isFalse();
        assertThat(other.detail()).isEqualTo("orders=3, expected the value 4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT '1', 1",
                "SELECT '1' UNION ALL SELECT '1'",
                "SELECT NULL",
                "SELECT '1' WHERE 1 = 2",
                "SELECT '1 '",
            })
    void takesNothingElseForTheOneValue(String query) throws IOException {
        assertThat(run("-- expect: value 1\n" + query).passed()).isFalse();
    }

    @Test
    void runsTheScriptsInTheOrderOfTheirNamesAndAllOfThem() throws IOException {
        script("20 b.sql", "SELECT 1");
        script("10-a.SQL", "SELEKT");
        script("30.sql", "SELECT 1 WHERE 1 = 2");
        script("40.txt", "no SQL");
        script(".50.sql", "an editor's own");
        Files.createDirectory(folder.resolve("60.sql"));
        List<RunEvent> heard = new ArrayList<>();

        List<Check> checks = ApplicationChecks.read(folder, database).run(heard::add);

        assertThat(checks).extracting(Check::script).containsExactly("10-a.SQL", "20 b.sql", "30.sql");
        assertThat(heard)
                .isEqualTo(checks.stream()
                        .map(check -> new RunEvent.CheckFinished(check.script(), check.passed(), check.detail()))
                        .toList());
        assertThat(ApplicationChecks.verdict(checks)).hasValueSatisfying(fault -> {
            assertThat(fault.code()).isEqualTo(FaultCode.VERIFICATION_FAILED);
            assertThat(fault.getMessage())
                    .startsWith("2 of 3 verify scripts did not pass: 10-a.SQL (")
                    .contains("20 b.sql (1=1, expected no row)")
                    .doesNotContain("\n");
        });
    }

    @Test
    void isContentWhenEverythingPassed() throws IOException {
        script("a.sql", "SELECT 1 WHERE 1 = 2");

        assertThat(ApplicationChecks.verdict(run())).isEmpty();
    }

    @Test
    void keepsTheBeginningOfWhatWasFound() throws IOException {
        Check check = run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)"
                + " SELECT i, replace(hex(zeroblob(300)), '00', '\uD83D\uDE00') AS s FROM n");

        assertThat(check.rows()).isEqualTo(10_000);
        assertThat(check.detail()).startsWith("10000 rows or more, expected no row; the first: i=1, s=");
        assertThat(check.sample()).hasSize(20).last().isEqualTo("i=20, s=" + "\uD83D\uDE00".repeat(200) + "…");
    }

    @Test
    void isNotFooledByACommandThatReturnsNoRows() throws IOException {
        Check check = run("PRAGMA foreign_keys = ON");

        assertThat(check.passed()).isFalse();
        assertThat(check.error()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-- only a comment",
                "SELECT 1; SELECT 2",
                "SELECT 'open",
                "-- expect: none\nSELECT 1",
                "-- expect: value\nSELECT 1",
                "-- expect: Rows\nSELECT 1",
                "-- expect:\nSELECT 1",
                "-- first of all\n-- expect: rows\nSELECT 1",
                "SELECT 1\n-- expect: rows",
                "-- expect: rows\n-- expect: value 1\nSELECT 1",
            })
    void refusesAScriptItCannotBeSureOf(String text) throws IOException {
        script("b.sql", text);

        assertThat(Reached.fault(FaultCode.SCRIPT_UNREADABLE, () -> ApplicationChecks.read(folder, database)))
                .hasMessageContaining("b.sql");
    }

    @Test
    void refusesWhatIsNotUtf8ButNotAByteOrderMark() throws IOException {
        Files.write(folder.resolve("a.sql"), "SELECT 'ü'".getBytes(StandardCharsets.ISO_8859_1));
        Reached.fault(FaultCode.SCRIPT_UNREADABLE, () -> ApplicationChecks.read(folder, database));

        assertThat(run("\uFEFF-- expect: value ü\nSELECT 'ü'").passed()).isTrue();
    }

    @Test
    void refusesAFolderThatIsMissingOrEmpty() throws IOException {
        Reached.fault(FaultCode.LOCATION_MISSING, () -> ApplicationChecks.read(folder.resolve("no"), database));
        Reached.fault(FaultCode.LOCATION_EMPTY, () -> ApplicationChecks.read(folder, database));
        script("README.md", "");
        Reached.fault(FaultCode.LOCATION_EMPTY, () -> ApplicationChecks.read(folder, database));
        script("a.sql", "SELECT 1");
        assertThatNoException().isThrownBy(() -> ApplicationChecks.read(folder, database));
    }
}
