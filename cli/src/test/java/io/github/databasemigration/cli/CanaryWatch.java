package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.ProcessSampler;
import io.github.databasemigration.testkit.SecretScan;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives every test a folder for all it starts and writes, and watches over the password: it must not be among the
 * arguments of any process while the test runs, nor in anything that is there when it ends (standard output and error
 * are kept in the same folder).
 */
final class CanaryWatch implements BeforeEachCallback, AfterEachCallback {
    private final SecretScan scan = new SecretScan(Canary.PASSWORD);
    private final List<Running> processes = new CopyOnWriteArrayList<>();
    private final AtomicInteger outputs = new AtomicInteger();
    private Path folder;
    private Path secrets;
    private ProcessSampler sampler;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("migrate-database-it-");
        secrets = Files.createTempDirectory("migrate-database-it-secrets-");
        sampler = new ProcessSampler(scan, "");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        processes.stream().filter(Running::alive).forEach(Running::kill);
        processes.forEach(Running::await);
        processes.clear();
        sampler.close();
        List<String> leaks = scan.below(folder);
        delete(folder);
        delete(secrets);
        assertThat(sampler.inArguments())
                .as("processes with the password among their arguments")
                .isEmpty();
        assertThat(leaks).as("files and outputs with the password").isEmpty();
    }

    /** A project of its own for a database. */
    Workspace workspace(Tool tool, TestDatabase database) {
        return new Workspace(this, newFolder("project"), tool, database);
    }

    /** A call of any program in a folder. */
    Command program(Path in, String... program) {
        return Command.program(this, in, program);
    }

    /** A new folder that is looked through at the end. */
    Path newFolder(String name) {
        return create(folder.resolve(name + "-" + outputs.incrementAndGet()));
    }

    /** A place for what may hold the password: nobody looks there. */
    Path secrets() {
        return secrets;
    }

    Path newOutput() {
        return newFolder("output");
    }

    void started(Running process) {
        processes.add(process);
    }

    private static Path create(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With all that is in it. */
    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
