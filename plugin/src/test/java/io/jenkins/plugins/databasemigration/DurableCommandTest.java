package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurableCommandTest {
    @Test
    void everyWordReachesTheProgramAsItIsThroughARealShell() throws IOException, InterruptedException {
        List<String> words =
                List.of("$HOME `id` $(id)", "it's \"quoted\"", "a\\b*?[x]", "two\nlines", "; exit 1", "ü", "");
        List<String> command = new ArrayList<>(List.of("printf", "<%s>"));
        command.addAll(words);

        Process shell = new ProcessBuilder("sh", "-xe", "-c", DurableCommand.shell(command))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).isZero();
        assertThat(printed).isEqualTo("<" + String.join("><", words) + ">");
    }

    @Test
    void percentSignsAreNoVariablesOnWindows() throws AbortException {
        assertThat(DurableCommand.batch(List.of("java", "--url=jdbc:h2:%TEMP%&x")))
                .contains("\"--url=jdbc:h2:%%TEMP%%&x\"");
    }

    @Test
    void whatCannotBeGivenToWindowsSafelyIsRefused() {
        assertThatThrownBy(() -> DurableCommand.batch(List.of("a\"b"))).isInstanceOf(AbortException.class);
        assertThatThrownBy(() -> DurableCommand.batch(List.of("a\nb"))).isInstanceOf(AbortException.class);
    }
}
