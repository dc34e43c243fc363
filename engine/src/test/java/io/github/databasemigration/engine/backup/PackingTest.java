package io.github.databasemigration.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.databasemigration.engine.age.AgeKey;
import io.github.databasemigration.engine.age.AgeProgram;
import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Sha256;
import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.engine.secret.Secret;
import io.github.databasemigration.testkit.Canary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackingTest {
    private static final String ID = "20261122T163501123Z-4f2a9c";
    private static final AgeKey PASSPHRASE = AgeKey.of(Secret.of(Canary.PASSWORD));

    @TempDir
    Path folder;

    private final Cancellation cancellation = new Cancellation();
    private Backup backup;
    private Path packed;
    private Path store;

    @BeforeEach
    void takeABackup() throws IOException {
        byte[] rows = new byte[300_000];
        new Random(1).nextBytes(rows);
        byte[] text = "one row after another\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        backup = CraftedBackup.in(
                folder.resolve("production"), ID, Map.of("toc.dat", text, "one/2.dat.gz", rows, "3.dat", new byte[0]));
        packed = folder.resolve("packed");
        store = folder.resolve("other/production");
    }

    @Test
    void comesOutAsItWentIn() throws IOException {
        for (Optional<AgeKey> key : List.of(Optional.<AgeKey>empty(), Optional.of(PASSPHRASE))) {
            packed = folder.resolve("packed-" + key.isPresent());
            store = folder.resolve("store-" + key.isPresent());

            Packed result = pack(key);
            Backup again = unpack(key);

            assertThat(contents(again.folder())).isEqualTo(contents(backup.folder()));
            assertThat(again.manifest()).isEqualTo(backup.manifest());
            assertThat(new Checksums(again.data(), cancellation)
                            .compare(again.manifest().dump().files()))
                    .isEmpty();
            assertThat(result.encryption()).isEqualTo(key.isPresent() ? "passphrase" : "none");
            for (Dumps.File file : result.files()) {
                byte[] bytes = Files.readAllBytes(packed.resolve(file.name()));
                assertThat(file).isEqualTo(new Dumps.File(file.name(), bytes.length, Sha256.hex(bytes)));
            }
        }
    }

    @Test
    void isOpenedByHandAsTheGuideSays() throws Exception {
        Path identity = folder.resolve("identity");
        AgeKey key = AgeKey.recipients(List.of(AgeProgram.newIdentity(identity)));
        pack(Optional.of(key));
        Path out = folder.resolve("out");

        Guide.follow(
                "## Packed for transport",
                Map.of("packed", packed.toString(), "identity", identity.toString(), "new", out.toString()),
                folder.resolve("output"));

        assertThat(contents(out)).isEqualTo(contents(backup.folder()));
    }

    @Test
    void isUnpackedAlsoWhenAgeEncryptedIt() throws Exception {
        Path identity = folder.resolve("identity");
        String recipient = AgeProgram.newIdentity(identity);
        pack(Optional.empty());
        AgeProgram.encrypt(recipient, packed.resolve("backup.zip"), packed.resolve("backup.zip.age"));
        Files.delete(packed.resolve("backup.zip"));

        Backup again = unpack(Optional.of(AgeKey.of(Secret.of(Files.readString(identity)))));

        assertThat(contents(again.folder())).isEqualTo(contents(backup.folder()));
    }

    @Test
    void isForItsOwnerAlone() throws IOException {
        pack(Optional.empty());
        Backup again = unpack(Optional.empty());

        for (Path private_ : List.of(packed, again.folder(), again.data())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(private_)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void isNotMadeOfADamagedBackup() throws IOException {
        Files.write(backup.data().resolve("one/2.dat.gz"), new byte[300_000]);

        assertThat(fault(() -> pack(Optional.of(PASSPHRASE))).code()).isEqualTo(FaultCode.BACKUP_INVALID);
        assertThat(packed).isEmptyDirectory();
    }

    @Test
    void isNotMadeWhereSomethingElseIs() throws IOException {
        Files.createDirectories(packed);
        Files.writeString(packed.resolve("manifest.json"), "mine");

        assertThat(fault(() -> pack(Optional.empty())).code()).isEqualTo(FaultCode.FILE_FAILED);
        assertThat(packed.resolve("manifest.json")).hasContent("mine");
    }

    @Test
    void leavesNothingWhenItIsCancelled() {
        cancellation.request("enough");

        assertThat(fault(() -> pack(Optional.of(PASSPHRASE))).code()).isEqualTo(FaultCode.CANCELLED);
        assertThat(packed).isEmptyDirectory();
    }

    @Test
    void isRefusedWithoutAKeyAndWithAnother() {
        pack(Optional.of(PASSPHRASE));

        assertThat(fault(() -> unpack(Optional.empty())).code()).isEqualTo(FaultCode.BACKUP_KEY_INVALID);
        assertNothingComesOut(FaultCode.BACKUP_KEY_INVALID, Optional.of(AgeKey.of(Secret.of("another"))));
    }

    @Test
    void isRefusedWhereverItIsCutOff() throws IOException {
        pack(Optional.empty());
        Path zip = packed.resolve("backup.zip");
        byte[] all = Files.readAllBytes(zip);
        // What comes after the last entry is an index that nobody needs who reads to the end.
        int end = lastEntryEnd(all);
        for (int length = 0; length < end; length += 9_973) {
            Files.write(zip, Arrays.copyOf(all, length));
            assertNothingComesOut(FaultCode.BACKUP_INVALID, Optional.empty());
        }
    }

    @Test
    void isRefusedWhereverAnEncryptedOneIsCutOff() throws Exception {
        Path file = folder.resolve("identity");
        AgeProgram.newIdentity(file);
        Optional<AgeKey> key = Optional.of(AgeKey.of(Secret.of(Files.readString(file))));
        pack(key);
        Path data = packed.resolve("backup.zip.age");
        byte[] all = Files.readAllBytes(data);
        for (int length = all.length - 1; length > 0; length -= 9_973) {
            Files.write(data, Arrays.copyOf(all, length));
            Fault fault = fault(() -> unpack(key));
            assertThat(fault.code()).isIn(FaultCode.BACKUP_INVALID, FaultCode.BACKUP_KEY_INVALID);
            assertThat(store).isEmptyDirectory();
        }
    }

    @Test
    void isRefusedWhenAByteIsAnother() throws IOException {
        pack(Optional.empty());
        Path zip = packed.resolve("backup.zip");
        byte[] all = Files.readAllBytes(zip);
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 60; i++) {
            byte[] changed = all.clone();
            changed[random.nextInt(all.length)] ^= 16;
            Files.write(zip, changed);
            try {
                Backup again = unpack(Optional.empty());
                // A time stamp or the index at the end: the content is whole.
                assertThat(contents(again.folder())).isEqualTo(contents(backup.folder()));
                Unpacking.delete(again);
            } catch (Fault fault) {
                assertThat(fault.code()).isEqualTo(FaultCode.BACKUP_INVALID);
                refused++;
            }
            assertThat(store).isEmptyDirectory();
        }
        assertThat(refused).isGreaterThan(50);
    }

    @Test
    void nothingLeavesTheFolder() throws IOException {
        pack(Optional.empty());
        for (String name : new String[] {
            "../evil",
            "/tmp/evil",
            "data/../../evil",
            "data/",
            "data/more.dat",
            "..\\evil",
            "verifications.jsonl",
            "keep"
        }) {
            rewrite(entries -> {
                entries.put(name, new byte[] {1});
                return entries;
            });
            assertNothingComesOut(FaultCode.BACKUP_INVALID, Optional.empty());
            assertThat(folder.resolve("evil")).doesNotExist();
            assertThat(folder.resolve("other/evil")).doesNotExist();
            rewrite(entries -> {
                entries.remove(name);
                return entries;
            });
        }
        Unpacking.delete(unpack(Optional.empty()));
    }

    @Test
    void whatGrowsBeyondItsSizeIsNotReadOn() throws IOException {
        pack(Optional.empty());
        rewrite(entries -> {
            entries.put("data/toc.dat", new byte[50_000_000]);
            return entries;
        });

        assertNothingComesOut(FaultCode.BACKUP_INVALID, Optional.empty());
    }

    @Test
    void anotherManifestInClearIsRefused() throws IOException {
        pack(Optional.empty());
        Path other = CraftedBackup.in(folder.resolve("forged"), ID, Map.of("toc.dat", new byte[] {1}))
                .folder();
        Files.delete(packed.resolve("manifest.json"));
        Files.copy(other.resolve("manifest.json"), packed.resolve("manifest.json"));

        assertNothingComesOut(FaultCode.BACKUP_INVALID, Optional.empty());
    }

    @Test
    void aFolderThatHoldsNoneIsRefused() throws IOException {
        Files.createDirectories(packed);
        assertThat(fault(() -> unpack(Optional.empty())).code()).isEqualTo(FaultCode.BACKUP_MISSING);

        Files.writeString(packed.resolve("manifest.json"), "{\"manifest\": {\"id\": \"../..\"}}");
        assertThat(fault(() -> unpack(Optional.empty())).code()).isEqualTo(FaultCode.BACKUP_INVALID);

        Files.delete(packed.resolve("manifest.json"));
        Files.copy(backup.folder().resolve("manifest.json"), packed.resolve("manifest.json"));
        assertThat(fault(() -> unpack(Optional.empty())).code()).isEqualTo(FaultCode.BACKUP_MISSING);

        Files.createSymbolicLink(packed.resolve("backup.zip"), Path.of("/etc/passwd"));
        assertThat(fault(() -> unpack(Optional.empty())).code()).isEqualTo(FaultCode.BACKUP_MISSING);
    }

    @Test
    void oneThatIsThereAlreadyStays() throws IOException {
        pack(Optional.empty());
        Backup first = unpack(Optional.empty());
        Files.writeString(first.folder().resolve("keep"), "mine");

        assertThat(fault(() -> unpack(Optional.empty())).code()).isEqualTo(FaultCode.FILE_FAILED);
        assertThat(first.keepReason()).contains("mine");
    }

    private Packed pack(Optional<AgeKey> key) {
        return new Packing(packed, key).pack(backup, cancellation);
    }

    private Backup unpack(Optional<AgeKey> key) {
        return new Unpacking(packed, key).into(store, cancellation);
    }

    private void assertNothingComesOut(FaultCode code, Optional<AgeKey> key) {
        Fault fault = fault(() -> unpack(key));
        assertThat(fault.code()).as(fault.getMessage()).isEqualTo(code);
        assertThat(store).isEmptyDirectory();
    }

    private static Fault fault(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
        Fault fault = catchThrowableOfType(Fault.class, action);
        assertThat(fault).as("a fault").isNotNull();
        assertThat(fault.getMessage()).doesNotContain("\n");
        return fault;
    }

    private void rewrite(Function<Map<String, byte[]>, Map<String, byte[]>> change) throws IOException {
        Path zip = packed.resolve("backup.zip");
        Map<String, byte[]> entries = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (var entry : change.apply(entries).entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
    }

    /** The first header of the index: {@code PK\1\2}. */
    private static int lastEntryEnd(byte[] zip) {
        for (int i = zip.length - 4; i >= 0; i--) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 5 && zip[i + 3] == 6) {
                int offset = 0;
                for (int b = 19; b >= 16; b--) {
                    offset = offset << 8 | zip[i + b] & 0xff;
                }
                return offset;
            }
        }
        throw new IllegalArgumentException("no zip");
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), Sha256.hex(Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}
