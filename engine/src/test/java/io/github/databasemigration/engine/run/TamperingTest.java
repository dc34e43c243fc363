package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random changes between approval and run, more than a thousand in all, and none gets through; as many runs of what was
 * approved, and none is refused. The seed is in the name of a failure; {@code -Dtampering.seed} repeats it.
 */
class TamperingTest {
    private static final long SEED = Long.getLong("tampering.seed", 20_260_801L);

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    @ParameterizedTest(name = "{1} times on {0}")
    @CsvSource({"SQLITE, 86", "H2, 5", "POSTGRESQL, 4"})
    void nothingThatWasChangedRunsAndEverythingThatWasNotDoes(Server server, int rounds) throws IOException {
        Random random = new Random(SEED);
        ApprovedProject shop = new ApprovedProject(folder.resolve("shop"), server);
        ApprovedProject other = new ApprovedProject(folder.resolve("other"), server);
        for (int round = 0; round < rounds; round++) {
            for (Tampering tampering : Tampering.values()) {
                String what = tampering + " in round " + round + " of seed " + SEED;

                Report refused = tampering.attempt(shop, other, random);
                assertThat(refused.failure()).as(what).isPresent();
                assertThat(refused.exitStatus()).as(what).isBetween(10, 59);
                assertThat(shop.migrated() || other.migrated()).as(what).isFalse();

                Report accepted = shop.run();
                assertThat(accepted.failure()).as("unchanged after " + what).isEmpty();
                assertThat(shop.migrated()).as(what).isTrue();
                shop.undo();
            }
        }
    }
}
