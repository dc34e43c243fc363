package io.github.databasemigration.engine.platform;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.secret.Credentials;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.secret.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Another process that takes a database's lock and keeps it until it is killed. */
public final class HoldLock implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private HoldLock(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts it; it hears what it needs on its standard input. */
    public static HoldLock start(Connecting connecting) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldLock.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        PrintStream input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        for (String line : List.of(
                connecting.url(),
                connecting.credentials().user().orElse(""),
                connecting.credentials().password().map(Secret::reveal).orElse(""))) {
            input.println(line);
        }
        return new HoldLock(process);
    }

    /** {@code held}, or {@code taken} if somebody else has the lock. */
    public String result() throws IOException {
        return output.readLine();
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Kills it without giving it the time to do anything. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The process itself. */
    public static void main(String[] args) {
        try {
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String url = input.readLine();
            Credentials credentials = new Credentials(
                    Optional.of(input.readLine()).filter(user -> !user.isEmpty()),
                    Optional.of(input.readLine())
                            .filter(password -> !password.isEmpty())
                            .map(Secret::of));
            Holder holder = new Holder(
                    "child",
                    "here",
                    Optional.of(ProcessHandle.current().pid()),
                    Optional.of("r-child"),
                    Optional.empty());
            Database database = Platforms.installed()
                    .find(url)
                    .open(new Connecting(
                            url,
                            credentials,
                            SessionTimeouts.NONE,
                            holder,
                            Map.of(),
                            Redactor.NONE,
                            new Cancellation()));
            System.out.println(database.tryLock().isPresent() ? "held" : "taken");
            input.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
