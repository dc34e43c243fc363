package io.jenkins.plugins.databasemigration.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** A key pair as people have one: made by age-keygen. */
final class AgeIdentity {
    private static final String PUBLIC = "# public key: ";

    private AgeIdentity() {}

    /** Writes the identity to a file that does not exist yet; gives its recipient. */
    static String create(Path file) throws Exception {
        Process keygen = new ProcessBuilder("age-keygen", "-o", file.toString()).start();
        assertThat(keygen.waitFor()).isZero();
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(PUBLIC))
                .map(line -> line.substring(PUBLIC.length()))
                .findFirst()
                .orElseThrow();
    }
}
