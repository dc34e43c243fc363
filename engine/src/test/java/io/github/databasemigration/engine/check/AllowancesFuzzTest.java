package io.github.databasemigration.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Comments that allow something are found in any text, and each has its words. */
class AllowancesFuzzTest {
    @FuzzTest
    void areRead(byte[] data) {
        String statement = new String(data, StandardCharsets.UTF_8);
        Allowances allowances = Allowances.read(Optional.empty(), List.of(statement));
        assertThat(allowances.all()).allSatisfy(each -> assertThat(statement).contains(each.reason()));
    }
}
