package io.github.databasemigration.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A call of the real jar, as its users make it: a process of its own with arguments, variables and a folder. */
final class Command {
    /** What the build packed just before; failsafe runs in the module's folder. */
    static final Path JAR = Path.of("target/migrate-database.jar").toAbsolutePath();

    static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final CanaryWatch watch;
    private final Path folder;
    private final List<String> program;
    private final Map<String, String> variables = new TreeMap<>();

    private Command(CanaryWatch watch, Path folder, List<String> program) {
        this.watch = watch;
        this.folder = folder;
        this.program = program;
    }

    /** The jar, started as the launcher starts it. */
    static Command jar(CanaryWatch watch, Path folder, List<String> javaOptions, List<String> arguments) {
        String compilers = arguments.get(0).equals("check") ? "4" : "1";
        List<String> program = new ArrayList<>(List.of(
                JAVA.toString(),
                "-XX:TieredStopAtLevel=" + compilers,
                "-XX:+UseSerialGC",
                "-Xms32m",
                "-XX:NewSize=20m"));
        program.addAll(javaOptions);
        program.addAll(List.of("-jar", JAR.toString()));
        program.addAll(arguments);
        return new Command(watch, folder, program);
    }

    /** Any other program, such as the launcher. */
    static Command program(CanaryWatch watch, Path folder, String... program) {
        return new Command(watch, folder, List.of(program));
    }

    /** With an environment variable besides the inherited ones. */
    Command with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Starts it and comes back at once. */
    Running start() {
        Path output = watch.newOutput();
        ProcessBuilder builder = new ProcessBuilder(program)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.resolve("out").toFile())
                .redirectError(output.resolve("err").toFile());
        builder.environment().putAll(variables);
        try {
            Running running = new Running(String.join(" ", program), builder.start(), output);
            watch.started(running);
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and waits for its end. */
    Finished run() {
        return start().await();
    }
}
