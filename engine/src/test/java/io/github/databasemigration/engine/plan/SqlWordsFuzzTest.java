package io.github.databasemigration.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Words of SQL are read from any text, and whether it can be undone is said of any. */
class SqlWordsFuzzTest {
    @FuzzTest
    void areRead(byte[] data) {
        String sql = new String(data, StandardCharsets.UTF_8);
        assertThat(SqlWords.of(sql)).allSatisfy(word -> assertThat(word).isNotEmpty());
        assertThat(Irreversibility.of(sql))
                .allSatisfy(reason -> assertThat(reason).isNotBlank());
    }
}
