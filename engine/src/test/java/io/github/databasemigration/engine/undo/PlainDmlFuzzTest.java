package io.github.databasemigration.engine.undo;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** A plain statement has its condition in it, to the letter. */
class PlainDmlFuzzTest {
    @FuzzTest
    void isOfTheText(byte[] data) {
        String rest = new String(data, StandardCharsets.UTF_8);
        for (String verb : new String[] {"UPDATE t SET ", "DELETE FROM t WHERE "}) {
            PlainDml.of(verb + rest).ifPresent(plain -> {
                assertThat(verb + rest).contains(plain.where().orElse(""));
                assertThat(plain.functions())
                        .allSatisfy(name -> assertThat(name).isNotBlank());
            });
        }
    }
}
