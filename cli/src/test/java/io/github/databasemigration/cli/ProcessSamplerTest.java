package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.testkit.ProcessSampler;
import io.github.databasemigration.testkit.SecretScan;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The watch can see what it is to see; otherwise no test that trusts it would prove anything. */
class ProcessSamplerTest {
    private final String secret = "?'\"\\$ %&/" + System.nanoTime();

    @Test
    void findsAPasswordAmongTheArgumentsOfAProcess() throws IOException, InterruptedException {
        try (ProcessSampler sampler = new ProcessSampler(new SecretScan(secret), "")) {
            Process careless = new ProcessBuilder("sh", "-c", "read line", "sh", secret).start();
            String pid = careless.pid() + ":";
            Eventually.holds(
                    "the sampler saw it", () -> sampler.inArguments().stream().anyMatch(f -> f.startsWith(pid)));
            careless.destroyForcibly().waitFor();
            assertThat(sampler.inArguments()).allMatch(found -> found.startsWith(pid));
        }
    }

    @Test
    void findsOneInTheEnvironmentOfItsOwnProcesses() throws IOException, InterruptedException {
        try (ProcessSampler sampler = new ProcessSampler(new SecretScan(secret), "MINE=yes")) {
            Process another = start("MINE", "no");
            Process own = start("MINE", "yes");
            String line = own.pid() + ": sh";
            Eventually.holds(
                    "the sampler saw it", () -> sampler.inEnvironments().contains(line));
            own.destroyForcibly().waitFor();
            another.destroyForcibly().waitFor();
            assertThat(sampler.inEnvironments()).containsExactly(line);
            assertThat(sampler.inArguments()).isEmpty();
        }
    }

    private Process start(String variable, String value) throws IOException {
        ProcessBuilder careless = new ProcessBuilder("sh", "-c", "read line");
        careless.environment().put("A_VARIABLE", secret);
        careless.environment().put(variable, value);
        return careless.start();
    }
}
