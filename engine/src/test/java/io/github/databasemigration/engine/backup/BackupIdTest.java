package io.github.databasemigration.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupIdTest {
    @Test
    void tellsItsTime() {
        Instant time = Instant.parse("2026-11-22T16:35:01.123Z");
        String id = BackupId.create(Clock.fixed(time, ZoneOffset.UTC));
        assertThat(id).matches("20261122T163501123Z-[0-9a-f]{6}");
        assertThat(BackupId.time(id)).contains(time);
    }

    @Test
    void sortsByTimeAsText() {
        Instant time = Instant.parse("2026-12-31T23:59:59.999Z");
        String before = BackupId.create(Clock.fixed(time, ZoneOffset.UTC));
        String after = BackupId.create(Clock.fixed(time.plusMillis(1), ZoneOffset.UTC));
        assertThat(before).isLessThan(after);
    }

    @Test
    void differsWithinOneMillisecond() {
        Clock stopped = Clock.fixed(Instant.parse("2026-11-22T16:35:01Z"), ZoneOffset.UTC);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            ids.add(BackupId.create(stopped));
        }
        // 100 of 16.7 million: one meeting in 3,400 runs, two hardly ever.
        assertThat(ids).hasSizeGreaterThan(98);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "../20261122T163501123Z-4f2a9c",
                "20261122T163501123Z-4f2a9c.partial",
                "20261122T163501123Z-4F2A9C",
                "20261322T163501123Z-4f2a9c",
                "20261122T163501123Z-4f2a9c\n"
            })
    void knowsWhatIsNoName(String text) {
        assertThat(BackupId.time(text)).isEmpty();
    }
}
