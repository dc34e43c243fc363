package io.github.databasemigration.engine.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.databasemigration.engine.fault.OnlyFaults;
import io.github.databasemigration.engine.json.Json;
import java.nio.charset.StandardCharsets;

/** A recorded schema is refused, or is the same when it is written and read again. */
class SchemaRecordFuzzTest {
    @FuzzTest
    void isRefusedOrComesBack(byte[] data) throws Exception {
        String text = new String(data, StandardCharsets.UTF_8);
        OnlyFaults.reading(() -> SchemaRecord.parse(text))
                .ifPresent(schema ->
                        assertThat(SchemaRecord.parse(Json.canonical(schema))).isEqualTo(schema));
    }
}
