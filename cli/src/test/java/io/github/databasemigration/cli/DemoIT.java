package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The demo does what it promises, wherever it is started. */
class DemoIT {
    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    @Test
    void endsWithTheProofThatAFailureLeftNothing() {
        Path here = watch.newFolder("here");

        Finished finished = Command.jar(watch, here, List.of(), List.of("demo", "--folder", "shop"))
                .run()
                .expect(0);

        assertThat(finished.out()).contains("schema and data are equal");
        assertThat(here.resolve("shop/.database-migration/runs"))
                .isDirectoryRecursivelyContaining("glob:**/report.html");
    }
}
