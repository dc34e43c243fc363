package io.github.databasemigration.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.databasemigration.engine.fault.OnlyFaults;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A journal is read as far as it is whole, and what was read is the same when it is written and read again. */
class JournalReaderFuzzTest {
    private static final Path FILE = OnlyFaults.file("journal.jsonl");

    @FuzzTest
    void isReadOrRefused(byte[] journal) throws Exception {
        Files.write(FILE, journal);
        var contents = OnlyFaults.reading(() -> JournalReader.read(FILE));
        if (contents.isPresent()) {
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            for (JournalEntry entry : contents.get().entries()) {
                again.write(entry.toLine());
            }
            Files.write(FILE, again.toByteArray());
            assertThat(JournalReader.read(FILE).entries())
                    .isEqualTo(contents.get().entries());
        }
    }
}
