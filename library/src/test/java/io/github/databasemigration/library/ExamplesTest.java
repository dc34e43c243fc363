package io.github.databasemigration.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example, as it stands, from its beginning to its end. */
class ExamplesTest {
    private static List<Path> jenkinsfiles() {
        return Library.files(Library.ROOT.resolve("examples"), "Jenkinsfile");
    }

    @ParameterizedTest
    @MethodSource("jenkinsfiles")
    void runsToItsEnd(Path example) throws Throwable {
        Steps steps = new Steps();
        if (example.toString().contains("startup")) {
            steps.on(
                    "planDatabaseMigration",
                    call -> steps.calls("echo").toString().contains("is started") ? Plan.of() : Plan.of("V7"));
        }
        Pipeline.on("main", steps).parameter("TO_VERSION", "4").run(Files.readString(example));

        assertThat(steps.calls("error")).isEmpty();
        assertThat(steps.stages())
                .containsAnyOf(
                        "Deploy production",
                        "Back up and migrate contract production",
                        "Roll back production",
                        "Restore the newest backup production");
        assertThat(steps.calls("echo").toString()).contains("Here ");
    }
}
