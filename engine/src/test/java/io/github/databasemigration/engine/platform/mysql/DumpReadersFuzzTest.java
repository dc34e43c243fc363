package io.github.databasemigration.engine.platform.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What reads dumps as they go by comes to an end, the same in pieces and as a whole. */
class DumpReadersFuzzTest {
    @FuzzTest
    void countTheSameInPieces(FuzzedDataProvider data) throws IOException {
        int piece = data.consumeInt(1, 9);
        byte[] dump = data.consumeRemainingAsBytes();
        DumpScanner whole = new DumpScanner();
        whole.write(dump, 0, dump.length);
        DumpScanner pieces = new DumpScanner();
        for (int at = 0; at < dump.length; at += piece) {
            pieces.write(dump, at, Math.min(piece, dump.length - at));
        }
        assertThat(pieces.counts()).isEqualTo(whole.counts());
        assertThat(pieces.complete()).isEqualTo(whole.complete());
        String text = new String(dump, StandardCharsets.ISO_8859_1);
        byte[] scratch = new ScratchScript(new ByteArrayInputStream(dump), "shop", "scratch").readAllBytes();
        if (!text.contains("DEFINER")
                && !text.contains("EVENT")
                && !text.contains("`shop`.")
                && !text.contains("ENABLE")) {
            assertThat(scratch).isEqualTo(dump);
        }
    }
}
