package io.github.databasemigration.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.databasemigration.engine.configuration.Environment.CredentialsSource;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.secret.Credentials;
import io.github.databasemigration.engine.secret.Secret;
import io.github.databasemigration.testkit.Canary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsResolverTest {
    private static final CredentialsSource NOTHING = source(null, null, null, null);

    @TempDir
    private Path project;

    @Test
    void takesUserAndPasswordFromVariables() {
        Credentials credentials = resolve(
                source(null, "U", "P", null), Map.of("U", "shop", "P", Canary.PASSWORD + "\n"), Optional.empty());

        assertThat(credentials.user()).contains("shop");
        assertThat(credentials.password().map(Secret::reveal)).contains(Canary.PASSWORD + "\n");
    }

    @Test
    void knowsNobodyWhereNothingIsConfigured() {
        assertThat(resolve(NOTHING, Map.of(), Optional.empty())).isEqualTo(Credentials.NONE);
    }

    @Test
    void takesTheUserAsItIsNamed() {
        assertThat(resolve(source("shop", null, null, null), Map.of(), Optional.empty())
                        .user())
                .contains("shop");
    }

    @ParameterizedTest
    @CsvSource({"P, is not set", "E, is empty"})
    void namesTheVariableThatHoldsNothing(String variable, String what) {
        Fault fault = fault(source(null, null, variable, null), Map.of("E", ""));

        assertThat(fault).hasMessage("The environment variable " + variable + " " + what + ".");
        assertThat(fault(source(null, variable, null, null), Map.of("E", "")))
                .hasMessage("The environment variable " + variable + " " + what + ".");
    }

    /** A process in the locale C cannot read letters beyond ASCII in its environment: this starts a real one. */
    @Test
    void saysWhyAPasswordCannotBeReadInThisLocale() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InLocaleC.class.getName());
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("SHOP_PASSWORD", Canary.PASSWORD);
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(said)
                .isEqualTo(
                        "CREDENTIAL_MISSING: The environment variable SHOP_PASSWORD has characters that this process's"
                                + " locale cannot read. Set LC_ALL=C.UTF-8 in the environment of this command.");
    }

    /** Run in a process of its own. */
    static final class InLocaleC {
        public static void main(String[] arguments) {
            Fault fault = catchThrowableOfType(
                    Fault.class, () -> new CredentialsResolver(Path.of(""), System.getenv(), Optional.empty())
                            .resolve(source(null, null, "SHOP_PASSWORD", null)));
            System.out.print(fault.code() + ": " + fault.getMessage() + " " + fault.remedy());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void takesThePasswordFromAFileWithoutItsLineEnd(String end) throws IOException {
        write("\uFEFF".repeat(end.length() / 2) + Canary.PASSWORD + end, "rw-------");

        assertThat(resolve(source(null, null, null, "secret"), Map.of(), Optional.empty())
                        .password()
                        .map(Secret::reveal))
                .contains(Canary.PASSWORD);
    }

    @Test
    void keepsBlanksAtTheEndOfAPassword() throws IOException {
        write(" hunter2 \n", "r--------");

        assertThat(resolve(source(null, null, null, "secret"), Map.of(), Optional.empty())
                        .password()
                        .map(Secret::reveal))
                .contains(" hunter2 ");
    }

    @Test
    void namesTheFileThatHoldsNoPassword() throws IOException {
        assertThat(fileFault()).hasMessage("The password file " + project.resolve("secret") + " does not exist.");
        write("\n", "rw-------");
        assertThat(fileFault()).hasMessageEndingWith(" is empty.");
        write("hunter2\nhunter3\n", "rw-------");
        assertThat(fileFault()).hasMessageEndingWith(" has more than one line.");
        Files.write(project.resolve("secret"), "pass\u00fc".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(fileFault()).hasMessageEndingWith(" is not a text in UTF-8.");
        Files.delete(project.resolve("secret"));
        Files.createDirectory(project.resolve("secret"));
        assertThat(fileFault()).hasMessageEndingWith(" is not a file.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
    void refusesAFileThatOthersMayRead(String mode) throws IOException {
        write("hunter2", mode);

        assertThat(fileFault()).hasMessageEndingWith(" is open to other users.");
        assertThat(fileFault().remedy()).startsWith("Close it with chmod 600");
    }

    @Test
    void asksAPersonBeforeAnythingElse() {
        CredentialsSource source = source("shop", null, "P", null);

        assertThat(resolve(source, Map.of("P", "x"), Optional.of(user -> user.map(name -> Secret.of(name + "!"))))
                        .password()
                        .map(Secret::reveal))
                .contains("shop!");
        assertThat(resolve(source, Map.of("P", "x"), Optional.of(user -> Optional.empty()))
                        .password())
                .isEmpty();
    }

    private void write(String text, String mode) throws IOException {
        Path file = project.resolve("secret");
        Files.deleteIfExists(file);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Fault fileFault() {
        return fault(source(null, null, null, "secret"), Map.of());
    }

    private Fault fault(CredentialsSource source, Map<String, String> variables) {
        Fault fault = catchThrowableOfType(Fault.class, () -> resolve(source, variables, Optional.empty()));
        assertThat(fault.code()).isEqualTo(FaultCode.CREDENTIAL_MISSING);
        assertThat(fault.getMessage() + fault.remedy()).doesNotContain("hunter");
        return fault;
    }

    private Credentials resolve(
            CredentialsSource source, Map<String, String> variables, Optional<CredentialsResolver.Prompt> prompt) {
        return new CredentialsResolver(project, variables, prompt).resolve(source);
    }

    private static CredentialsSource source(String user, String userVariable, String passwordVariable, String file) {
        return new CredentialsSource(
                Optional.empty(),
                Optional.ofNullable(user),
                Optional.ofNullable(userVariable),
                Optional.ofNullable(passwordVariable),
                Optional.ofNullable(file));
    }
}
