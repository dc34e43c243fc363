package io.github.databasemigration.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.databasemigration.engine.fault.OnlyFaults;
import io.github.databasemigration.engine.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A manifest is refused, or is the same when it is written and read again; also one whose digest somebody computed anew. */
class ManifestFileFuzzTest {
    private static final Path FILE = OnlyFaults.file(ManifestFile.NAME);
    private static final Backup BACKUP = new Backup("20261122T163501123Z-4f2a9c", FILE.getParent());

    @FuzzTest
    void isRefusedOrComesBack(byte[] text) throws Exception {
        Files.write(FILE, text);
        check();
        JsonNode body;
        try {
            body = Json.mapper().readTree(text);
        } catch (IOException e) {
            return;
        }
        Files.writeString(
                FILE,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("digest", Json.sha256(Json.mapper().convertValue(body, Object.class)))
                        .set("manifest", body)
                        .toString());
        check();
    }

    private static void check() throws Exception {
        var manifest = OnlyFaults.reading(() -> ManifestFile.read(BACKUP));
        if (manifest.isPresent()) {
            Files.writeString(FILE, ManifestFile.text(manifest.get()));
            assertThat(ManifestFile.read(BACKUP)).isEqualTo(manifest.get());
        }
    }
}
