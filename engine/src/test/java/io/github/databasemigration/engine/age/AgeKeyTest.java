package io.github.databasemigration.engine.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.secret.Secret;
import io.github.databasemigration.testkit.Canary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In both directions with the program {@code age}, at every size where a chunk begins or ends, and against damage. */
class AgeKeyTest {
    private static final int CHUNK = 1 << 16;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 1_000_000})
    void whatIsEncryptedForARecipientIsOpenedByAge(int size) throws Exception {
        Path identity = folder.resolve("identity");
        String recipient = AgeProgram.newIdentity(identity);
        byte[] content = content(size);
        for (AgeKey key : List.of(AgeKey.recipients(List.of(recipient)), identity(identity))) {
            Path encrypted = Files.write(folder.resolve("encrypted"), encrypt(key, content));
            Path clear = folder.resolve("clear");
            AgeProgram.decrypt(identity, encrypted, clear);
            assertThat(Files.readAllBytes(clear)).isEqualTo(content);
            assertThat(key.kind()).isEqualTo("recipient");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK, 1_000_000})
    void whatAgeEncryptsForARecipientIsOpened(int size) throws Exception {
        Path identity = folder.resolve("identity");
        String recipient = AgeProgram.newIdentity(identity);
        Path clear = Files.write(folder.resolve("clear"), content(size));
        AgeProgram.encrypt(recipient, clear, folder.resolve("encrypted"));

        assertThat(decrypt(identity(identity), Files.readAllBytes(folder.resolve("encrypted"))))
                .isEqualTo(content(size));
    }

    @Test
    void aPassphraseOpensWhatAgeEncryptedAndTheOtherWayRound() throws Exception {
        AgeKey key = AgeKey.of(Secret.of(Canary.PASSWORD));
        Path clear = Files.write(folder.resolve("clear"), content(100_000));

        AgeProgram.encryptByPassphrase(Canary.PASSWORD, clear, folder.resolve("by-age"));
        assertThat(decrypt(key, Files.readAllBytes(folder.resolve("by-age")))).isEqualTo(content(100_000));

        Files.write(folder.resolve("by-us"), encrypt(key, content(100_000)));
        AgeProgram.decryptByPassphrase(Canary.PASSWORD, folder.resolve("by-us"), folder.resolve("again"));
        assertThat(Files.readAllBytes(folder.resolve("again"))).isEqualTo(content(100_000));
    }

    @Test
    void oneOfSeveralIdentitiesIsEnough() throws Exception {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        AgeKey recipients = AgeKey.recipients(List.of(AgeProgram.newIdentity(one), AgeProgram.newIdentity(two)));
        AgeProgram.newIdentity(folder.resolve("three"));
        byte[] encrypted = encrypt(recipients, content(10));

        assertThat(decrypt(identity(two), encrypted)).isEqualTo(content(10));
        String both = Files.readString(folder.resolve("three")) + Files.readString(one);
        assertThat(decrypt(AgeKey.of(Secret.of(both)), encrypted)).isEqualTo(content(10));
    }

    @Test
    void anotherKeyDoesNotOpenIt() throws Exception {
        Path mine = folder.resolve("mine");
        AgeProgram.newIdentity(mine);
        Path other = folder.resolve("other");
        String recipient = AgeProgram.newIdentity(other);
        byte[] forMe = encrypt(identity(mine), content(10));
        byte[] byPassphrase = encrypt(AgeKey.of(Secret.of("one passphrase")), content(10));

        assertThat(refused(identity(other), forMe)).isEqualTo(FaultCode.BACKUP_KEY_INVALID);
        assertThat(refused(AgeKey.of(Secret.of("one passphrase")), forMe)).isEqualTo(FaultCode.BACKUP_KEY_INVALID);
        assertThat(refused(AgeKey.of(Secret.of("another")), byPassphrase)).isEqualTo(FaultCode.BACKUP_KEY_INVALID);
        assertThat(refused(identity(mine), byPassphrase)).isEqualTo(FaultCode.BACKUP_KEY_INVALID);
        assertThat(refused(AgeKey.recipients(List.of(recipient)), forMe)).isEqualTo(FaultCode.BACKUP_KEY_INVALID);
    }

    @Test
    void aChangedByteIsFoundWhereverItIs() throws Exception {
        Path file = folder.resolve("identity");
        AgeProgram.newIdentity(file);
        AgeKey key = identity(file);
        byte[] encrypted = encrypt(key, content(2 * CHUNK + 10));
        Random random = new Random(3);
        for (int i = 0; i < 400; i++) {
            int at = i < 250 ? i % 220 : random.nextInt(encrypted.length);
            byte[] changed = encrypted.clone();
            changed[at] ^= (byte) (1 << random.nextInt(7));
            assertThat(refused(key, changed)).as("byte %s", at).isNotNull();
        }
    }

    @Test
    void whatIsCutOffIsFoundWhereverItIs() throws Exception {
        Path file = folder.resolve("identity");
        AgeProgram.newIdentity(file);
        AgeKey key = identity(file);
        byte[] encrypted = encrypt(key, content(2 * CHUNK));
        int header = encrypted.length - 2 * (CHUNK + 16);
        for (int length = 0; length < encrypted.length; length += length < header + 40 ? 1 : 997) {
            assertThat(refused(key, Arrays.copyOf(encrypted, length)))
                    .as("%s bytes", length)
                    .isNotNull();
        }
        assertThat(refused(key, Arrays.copyOf(encrypted, header + CHUNK + 16))).isEqualTo(FaultCode.BACKUP_INVALID);
        assertThat(refused(key, Arrays.copyOf(encrypted, encrypted.length + 1))).isEqualTo(FaultCode.BACKUP_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "two\nlines",
                "AGE-SECRET-KEY-1NOTREALLY",
                "age1notreally",
                "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ"
            })
    void whatIsNoKeyIsRefusedWithoutRepeatingIt(String text) {
        Fault fault = catchThrowableOfType(Fault.class, () -> AgeKey.of(Secret.of(text)));

        assertThat(fault.code()).isEqualTo(FaultCode.BACKUP_KEY_INVALID);
        assertThat(fault.getMessage() + fault.remedy()).doesNotContain("NOTREALLY", "notreally", "two");
    }

    private static AgeKey identity(Path file) throws IOException {
        return AgeKey.of(Secret.of(Files.readString(file)));
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private static byte[] encrypt(AgeKey key, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream encrypting = key.encrypt(out)) {
            encrypting.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] decrypt(AgeKey key, byte[] encrypted) throws IOException {
        try (InputStream in = key.decrypt(new ByteArrayInputStream(encrypted))) {
            return in.readAllBytes();
        }
    }

    private static FaultCode refused(AgeKey key, byte[] encrypted) {
        Fault fault = catchThrowableOfType(Fault.class, () -> decrypt(key, encrypted));
        return fault == null ? null : fault.code();
    }
}
