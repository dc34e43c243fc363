package io.github.databasemigration.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.Severity;
import io.github.databasemigration.engine.plan.Target;
import io.github.databasemigration.engine.platform.TableLock;
import io.github.databasemigration.engine.rehearsal.Rehearsal;
import io.github.databasemigration.engine.report.Report.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportPageTest {
    private static final String HOSTILE = "<script>alert(1)</script>\"'&";

    @ParameterizedTest
    @CsvSource({
        "0, Done",
        "27, Refused: nothing was attempted",
        "60, Failed: the database is as it was",
        "70, Failed: the backup was restored",
        "80, Failed: somebody has to look"
    })
    void saysInItsTitleWhatHappenedToTheDatabase(int status, String verdict) {
        assertThat(ReportPage.html(report(status, "harmless"))).contains("<h1>" + verdict + "</h1>");
    }

    @Test
    void showsEveryTextAsText() {
        assertThat(ReportPage.html(report(80, HOSTILE)))
                .doesNotContain("<script")
                .doesNotContain(HOSTILE);
    }

    @Test
    void needsNothingFromAnywhere() {
        String page = ReportPage.html(report(0, "harmless"));
        assertThat(page).contains("default-src 'none'");
        assertThat(page)
                .doesNotContain("http:")
                .doesNotContain("https:")
                .doesNotContain("src=")
                .doesNotContain("url(");
    }

    @Test
    void showsStatementsWithTimeRowsAndError() {
        String page = ReportPage.html(report(80, "harmless"));
        assertThat(page)
                .contains("INSERT INTO t")
                .contains("3 rows")
                .contains("1.5 s")
                .contains("duplicate key");
        assertThat(page).contains("<details open>");
    }

    @Test
    void showsWhatTheChecksSaidAndWhyItWasAllowed() {
        assertThat(ReportPage.html(report(0, "nobody reads it")))
                .contains("<h2>Checks</h2>", "nobody reads it:2", ">allowed<", "Allowed: nobody reads it");
    }

    private static Report report(int status, String text) {
        Instant start = Instant.parse("2026-11-01T10:00:00Z");
        Duration took = Duration.ofMillis(1500);
        return new Report(
                Report.FORMAT,
                "run-1",
                "migrate",
                text,
                text,
                start,
                start.plusSeconds(3),
                status == 0 ? "done" : text,
                status,
                status == 0 ? Optional.empty() : Optional.of(new Report.Failure(text, text, text)),
                Optional.of(new Target("postgresql", text, text, "15", text)),
                Optional.empty(),
                Optional.empty(),
                List.of(new Finding(
                        text,
                        Severity.ERROR,
                        text,
                        Optional.of(text),
                        1,
                        Optional.of(2),
                        text,
                        text,
                        Optional.of(text),
                        true)),
                Optional.of(text),
                Optional.of(text),
                List.of(new Report.Phase("migrate", Duration.ZERO, took, status == 0)),
                List.of(new Report.MigrationRecord(
                        text,
                        text,
                        text,
                        Fate.PARTIAL,
                        Duration.ZERO,
                        took,
                        List.of(
                                new Report.StatementRecord(
                                        1, "INSERT INTO t " + text, true, took, Optional.of(3L), Optional.empty()),
                                new Report.StatementRecord(
                                        2,
                                        text,
                                        false,
                                        took,
                                        Optional.empty(),
                                        Optional.of("duplicate key " + text))))),
                Optional.of(new Report.BackupRecord(text, text, text, 123456, 2, text, took, Optional.empty())),
                Optional.of(new Report.RestoreRecord(text, text, text, List.of(text))),
                Optional.of(rehearsal(text)),
                List.of(new Report.CheckRecord(text, false, text)),
                List.of(text),
                Optional.of(text),
                List.of(text));
    }

    private static Rehearsal rehearsal(String text) {
        TableLock lock = new TableLock(text, text, TableLock.Waits.EVERYBODY);
        Rehearsal.Statement statement = new Rehearsal.Statement(
                1,
                text,
                Duration.ofSeconds(2),
                Optional.of(7L),
                Optional.of(List.of(lock)),
                List.of(lock),
                true,
                Optional.of(List.of(text)),
                Optional.of(4096L),
                Optional.of(text));
        return new Rehearsal(
                Rehearsal.FORMAT,
                text,
                text,
                text,
                Instant.EPOCH,
                text,
                text,
                Optional.of(new Rehearsal.Failure(text, text)),
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                Optional.of(text),
                Optional.of(text),
                List.of(new Rehearsal.Migration(text, text, false, Duration.ofSeconds(2), List.of(statement))),
                List.of(new Rehearsal.Check(text, false, text)),
                Optional.of(new Rehearsal.Down(
                        text,
                        List.of(new Rehearsal.Step(text, text)),
                        Optional.of(Duration.ofSeconds(1)),
                        Optional.empty(),
                        false,
                        List.of(),
                        List.of(new Rehearsal.Counted(text, text, text)),
                        List.of(text),
                        List.of(text),
                        Optional.of(text))));
    }
}
