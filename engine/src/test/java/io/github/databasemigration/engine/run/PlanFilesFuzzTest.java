package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.databasemigration.engine.fault.OnlyFaults;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.plan.Plan;
import java.nio.file.Files;
import java.nio.file.Path;

/** A plan in a file is refused, or is the same plan when it is written and read again. */
class PlanFilesFuzzTest {
    private static final Path FILE = OnlyFaults.file("plan.json");

    @FuzzTest
    void isRefusedOrComesBack(byte[] text) throws Exception {
        Files.write(FILE, text);
        var plan = OnlyFaults.reading(() -> PlanFiles.read(FILE));
        if (plan.isPresent()) {
            String digest = plan.get().digest();
            Plan again = Json.read(Json.canonical(plan.get()), Plan.class);
            assertThat(again).isEqualTo(plan.get());
            assertThat(again.digest()).isEqualTo(digest);
        }
    }
}
