package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.testkit.SecretScan;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The watch can see what it is to see; otherwise no test that trusts it would prove anything. */
class ArgumentSamplerTest {
    @Test
    void findsAPasswordAmongTheArgumentsOfAProcess() throws IOException, InterruptedException {
        String secret = "'\"\\$&%@:/ ü" + System.nanoTime();
        try (ArgumentSampler sampler = new ArgumentSampler(new SecretScan(secret))) {
            Process careless = new ProcessBuilder("sh", "-c", "read line", "sh", secret).start();
            String pid = careless.pid() + ":";
            Eventually.holds(
                    "the sampler saw it", () -> sampler.found().stream().anyMatch(f -> f.startsWith(pid)));
            careless.destroyForcibly().waitFor();
            assertThat(sampler.found()).allMatch(found -> found.startsWith(pid));
        }
    }
}
