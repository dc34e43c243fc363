package io.github.databasemigration.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimTest {
    private static final String ID = "20261122T100000000Z-00000a";

    @TempDir
    Path store;

    @Test
    void livesUntilItIsClosed() throws IOException {
        assertThat(Claim.alive(store, ID)).isFalse();
        try (Claim claim = Claim.on(store, ID)) {
            assertThat(Claim.alive(store, ID)).isTrue();
        }
        assertThat(Claim.alive(store, ID)).isFalse();
        assertThat(store).isEmptyDirectory();
    }

    @Test
    void isOnOneBackup() throws IOException {
        try (Claim claim = Claim.on(store, ID)) {
            assertThat(Claim.alive(store, "20261122T100000000Z-00000b")).isFalse();
        }
    }

    @Test
    void livesAsLongAsOneOfSeveral() throws IOException {
        try (Claim first = Claim.on(store, ID)) {
            Claim.on(store, ID).close();
            assertThat(Claim.alive(store, ID)).isTrue();
        }
        assertThat(Claim.alive(store, ID)).isFalse();
    }

    @Test
    void ofAnotherProcessLivesUntilThatIsKilled() throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holding.class.getName(),
                        store.toString(),
                        ID)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            assertThat(Claim.alive(store, ID)).isTrue();
            // Looking does not set it free.
            assertThat(Claim.alive(store, ID)).isTrue();
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertThat(files()).isNotEmpty();
        assertThat(Claim.alive(store, ID)).isFalse();
        assertThat(files()).isEmpty();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            return files.toList();
        }
    }

    /** Holds a claim until it is killed. */
    static final class Holding {
        private Holding() {}

        public static void main(String[] arguments) throws IOException {
            try (Claim claim = Claim.on(Path.of(arguments[0]), arguments[1])) {
                System.out.println("held");
                System.in.read();
            }
        }
    }
}
