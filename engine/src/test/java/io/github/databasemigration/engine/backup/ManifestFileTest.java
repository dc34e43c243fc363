package io.github.databasemigration.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.plan.Target;
import io.github.databasemigration.engine.platform.Dumps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestFileTest {
    private static final String ID = "20261122T163501123Z-4f2a9c";

    @TempDir
    Path store;

    private Backup backup;
    private Path file;

    @BeforeEach
    void craft() throws IOException {
        backup = CraftedBackup.in(store, ID);
        file = backup.folder().resolve("manifest.json");
    }

    @Test
    void isReadAsItWasWritten() {
        Manifest manifest = backup.manifest();
        assertThat(ManifestFile.text(manifest)).isEqualTo(content());
        assertThat(manifest.target()).isEqualTo(CraftedBackup.SHOP);
        assertThat(manifest.dump().rowCounts()).containsEntry("public.orders", 3L);
        assertThat(manifest.history().version()).contains("4");
    }

    @Test
    void ofFormat1IsStillRead() throws IOException {
        try (var old = getClass().getResourceAsStream("manifest-format-1.json")) {
            Files.write(file, old.readAllBytes());
        }
        Manifest manifest = backup.manifest();
        assertThat(manifest.dump().files())
                .containsExactly(
                        new Dumps.File("dump", 3, "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"));
        assertThat(manifest.history().contents()).containsKey("public.flyway_schema_history");
    }

    @Test
    void isNoticedWhenAnyCharacterOfItChanges() throws IOException {
        String good = content();
        for (int at = 0; at < good.length(); at++) {
            char c = good.charAt(at);
            if (Character.isWhitespace(c)) {
                continue;
            }
            Files.writeString(file, good.substring(0, at) + (char) (c ^ 1) + good.substring(at + 1));
            // A higher format says so; everything else is damage.
            assertThat(fault().code())
                    .as("changed at %d: %s", at, c)
                    .isIn(FaultCode.BACKUP_INVALID, FaultCode.UNSUPPORTED);
        }
    }

    @Test
    void isNoticedWhenItEndsEarly() throws IOException {
        String good = content();
        for (int length = 0; length < good.strip().length(); length++) {
            Files.writeString(file, good.substring(0, length));
            assertThat(fault().code()).as("cut at %d", length).isEqualTo(FaultCode.BACKUP_INVALID);
        }
    }

    @Test
    void mayNotBeMissing() throws IOException {
        Files.delete(file);
        assertThat(fault()).hasMessage("The manifest of backup " + ID + " is missing.");
    }

    @Test
    void mayNotHaveAFieldMore() throws IOException {
        JsonNode document = Json.mapper().readTree(content());
        ((ObjectNode) document.get("manifest")).put("trusted", true);
        Files.writeString(file, document.toString());
        assertThat(fault()).hasMessageContaining("its digest does not fit its content");
    }

    @Test
    void mayNotBelongToAnotherBackup() throws IOException {
        String other = "20261122T163501123Z-000000";
        Files.move(backup.folder(), store.resolve(other));
        backup = new Backup(other, store.resolve(other));
        assertThat(fault()).hasMessage("The manifest of backup " + other + " belongs to backup " + ID + ".");
    }

    @Test
    void ofANewerFormatAsksForANewerProgram() throws IOException {
        Files.writeString(file, content().replace("\"format\" : 1,", "\"format\" : 2,"));
        Fault fault = fault();
        assertThat(fault.code()).isEqualTo(FaultCode.UNSUPPORTED);
        assertThat(fault).hasMessageContaining("format 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "../manifest.json",
                "a/../../b",
                "a/./b",
                "a//b",
                "",
                "a/",
                "C:\\b",
                "..\\b",
                "a\u0000b",
                "a\nb"
            })
    void mayNotNameAFileElsewhere(String name) throws IOException {
        var files = List.of(new Dumps.File(name, 1, "0".repeat(64)));
        Files.writeString(file, ManifestFile.text(CraftedBackup.manifest(ID, files)));
        Fault fault = fault();
        assertThat(fault.code()).isEqualTo(FaultCode.BACKUP_INVALID);
        assertThat(fault).hasMessageContaining("names a file that no backup has");
        assertThat(fault.getMessage()).doesNotContainPattern("[\\x00-\\x1f]");
    }

    @Test
    void mayNotNameAFileTwice() throws IOException {
        var twice = new Dumps.File("a", 1, "0".repeat(64));
        Files.writeString(file, ManifestFile.text(CraftedBackup.manifest(ID, List.of(twice, twice))));
        assertThat(fault()).hasMessageContaining("names a file that no backup has: a");
    }

    @Test
    void mustNameAFile() throws IOException {
        Files.writeString(file, ManifestFile.text(CraftedBackup.manifest(ID, List.of())));
        assertThat(fault().code()).isEqualTo(FaultCode.BACKUP_INVALID);
    }

    @Test
    void mayNotBeALink() throws IOException {
        Path elsewhere = Files.move(file, store.resolve("elsewhere.json"));
        Files.createSymbolicLink(file, elsewhere);
        assertThat(fault()).hasMessageContaining("is missing");
    }

    @Test
    void belongsToItsDatabaseAlone() {
        Manifest manifest = backup.manifest();
        Target shop = CraftedBackup.SHOP;
        manifest.checkBelongsTo(shop, false);
        manifest.checkBelongsTo(new Target(shop.platform(), shop.server(), shop.database(), "16.1", "dba"), false);

        Target elsewhere = new Target(shop.platform(), "db2:5432", shop.database(), "15.18", "app");
        Target otherName = new Target(shop.platform(), shop.server(), "shop_test", "15.18", "app");
        Target otherPlatform = new Target("mariadb", shop.server(), shop.database(), "15.18", "app");
        for (Target other : List.of(elsewhere, otherName, otherPlatform)) {
            assertThat(refusal(manifest, other, false).code()).isEqualTo(FaultCode.WRONG_DATABASE);
        }
        manifest.checkBelongsTo(elsewhere, true);
        manifest.checkBelongsTo(otherName, true);
        assertThat(refusal(manifest, otherPlatform, true)).hasMessageContaining("mariadb");
    }

    private static Fault refusal(Manifest manifest, Target other, boolean othersAllowed) {
        Fault fault = catchThrowableOfType(Fault.class, () -> manifest.checkBelongsTo(other, othersAllowed));
        assertThat(fault).isNotNull();
        return fault;
    }

    private String content() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Fault fault() {
        Fault fault = catchThrowableOfType(Fault.class, backup::manifest);
        assertThat(fault).isNotNull();
        return fault;
    }
}
