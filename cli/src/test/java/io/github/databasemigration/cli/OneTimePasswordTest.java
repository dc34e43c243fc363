package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.testkit.Canary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneTimePasswordTest {
    @TempDir
    Path folder;

    @Test
    void isGoneOnceItIsTaken() throws IOException {
        Path file = file("rw-------");

        assertThat(OneTimePassword.take(file).reveal()).isEqualTo(Canary.PASSWORD);
        assertThat(file).doesNotExist();
    }

    @Test
    void isGoneAlsoWhereItIsRefused() throws IOException {
        Path file = file("rw-r--r--");

        assertThatThrownBy(() -> OneTimePassword.take(file))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("is open to other users");
        assertThat(file).doesNotExist();
    }

    private Path file(String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), Canary.PASSWORD);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
