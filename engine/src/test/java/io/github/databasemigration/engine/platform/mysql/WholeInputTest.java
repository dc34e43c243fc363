package io.github.databasemigration.engine.platform.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import org.junit.jupiter.api.Test;

class WholeInputTest {
    @Test
    void hasEndedOnlyWhenEverythingWasRead() throws IOException {
        WholeInput input = new WholeInput(new ByteArrayInputStream(new byte[10]));
        assertThat(input.readNBytes(5)).hasSize(5);
        assertThat(input.ended()).isFalse();
        input.transferTo(OutputStream.nullOutputStream());
        assertThat(input.ended()).isTrue();
    }

    @Test
    void hasNotEndedWhereItBroke() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("a bad sector");
            }
        };
        WholeInput input = new WholeInput(new SequenceInputStream(new ByteArrayInputStream(new byte[10]), broken));
        assertThatThrownBy(() -> input.transferTo(OutputStream.nullOutputStream()))
                .hasMessage("a bad sector");
        assertThat(input.ended()).isFalse();
    }
}
