package io.github.databasemigration.engine.age;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program {@code age} of other people, as the one who says what the format is. */
public final class AgeProgram {
    private AgeProgram() {}

    /** A new identity in a file; gives its recipient. */
    public static String newIdentity(Path file) throws Exception {
        run("age-keygen", "-o", file.toString());
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("# public key: "))
                .map(line -> line.substring("# public key: ".length()))
                .findFirst()
                .orElseThrow();
    }

    public static void encrypt(String recipient, Path from, Path to) throws Exception {
        run("age", "--encrypt", "--recipient", recipient, "--output", to.toString(), from.toString());
    }

    public static void decrypt(Path identity, Path from, Path to) throws Exception {
        run("age", "--decrypt", "--identity", identity.toString(), "--output", to.toString(), from.toString());
    }

    public static void encryptByPassphrase(String passphrase, Path from, Path to) throws Exception {
        atTerminal(passphrase, 2, "age --passphrase --output '" + to + "' '" + from + "'");
    }

    public static void decryptByPassphrase(String passphrase, Path from, Path to) throws Exception {
        atTerminal(passphrase, 1, "age --decrypt --output '" + to + "' '" + from + "'");
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** It asks for passphrases at a terminal only: {@code script} has one for it. */
    private static void atTerminal(String answer, int times, String command) throws Exception {
        List<String> script = new ArrayList<>(List.of("script", "--quiet", "--return", "--command", command));
        script.add("/dev/null");
        Process process = new ProcessBuilder(script).redirectErrorStream(true).start();
        StringBuilder said = new StringBuilder();
        try (OutputStream in = process.getOutputStream()) {
            for (int i = 0; i < times; i++) {
                awaitQuestion(process.getInputStream(), said);
                in.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
                in.flush();
            }
            said.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(process.waitFor()).as(said.toString()).isZero();
    }

    private static void awaitQuestion(InputStream out, StringBuilder said) throws IOException {
        int asked = said.length();
        while (!said.substring(asked).matches("(?s).*passphrase[^\n]*: ")) {
            int read = out.read();
            assertThat(read).as(said.toString()).isNotNegative();
            said.append((char) read);
        }
    }
}
