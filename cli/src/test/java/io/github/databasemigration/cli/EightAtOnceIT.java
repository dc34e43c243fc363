package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Eight instances of an application start at the same time on an empty database: exactly one migrates it. */
class EightAtOnceIT {
    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({"FLYWAY, POSTGRESQL", "FLYWAY, MARIADB", "FLYWAY, SQLITE", "ALEMBIC, POSTGRESQL"})
    void exactlyOneAppliesEachMigrationOnceAndAllSucceed(Tool tool, Server server) {
        Workspace workspace = watch.workspace(tool, server.create(watch)).countedMigrations(1, 3);

        List<Running> eight = IntStream.rangeClosed(1, 8)
                .mapToObj(number -> workspace
                        .command("migrate", "--at-start", "--json", "--as", "instance-" + number)
                        .start())
                .toList();
        List<JsonNode> reports = eight.stream()
                .map(Running::await)
                .map(finished -> finished.expect(0).json())
                .toList();

        assertThat(workspace.applied()).containsExactly("1", "2", "3");
        assertThat(reports).filteredOn(EightAtOnceIT::appliedSomething).hasSize(1);
        assertThat(reports)
                .extracting(report -> report.path("toVersion").asText())
                .containsOnly(tool == Tool.FLYWAY ? "3" : "v3");
    }

    private static boolean appliedSomething(JsonNode report) {
        return StreamSupport.stream(report.path("migrations").spliterator(), false)
                .anyMatch(migration -> migration.path("fate").asText().equals("APPLIED"));
    }
}
