package io.github.databasemigration.engine.age;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.databasemigration.engine.fault.OnlyFaults;
import io.github.databasemigration.engine.secret.Secret;
import java.io.ByteArrayInputStream;

/** Keys and encrypted files are read, or refused in a fault. */
class AgeFuzzTest {
    private static final AgeKey KEY =
            AgeKey.of(Secret.of("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"));

    @FuzzTest
    void readsOrRefuses(FuzzedDataProvider data) throws Exception {
        String key = data.consumeString(120);
        OnlyFaults.reading(() -> AgeKey.of(Secret.of(key)).kind());
        byte[] encrypted = data.consumeRemainingAsBytes();
        OnlyFaults.reading(
                () -> KEY.decrypt(new ByteArrayInputStream(encrypted)).readAllBytes());
    }
}
