package io.github.databasemigration.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a process and all that it started took.
 *
 * @param seconds from its start to its end
 * @param processor seconds of a processor that all of them used, which other work on the machine changes least
 * @param peakMebibytes the largest resident memory that any one of them ever had
 */
record Timed(double seconds, double processor, double peakMebibytes) {
    private static final double KIBIBYTES = 1024;

    /** One after the other. */
    Timed then(Timed next) {
        return new Timed(
                seconds + next.seconds, processor + next.processor, Math.max(peakMebibytes, next.peakMebibytes));
    }

    /** Runs a program to its end, which must be a good one. What it says goes to a file, as when nobody looks. */
    static Timed run(Path folder, Map<String, String> variables, List<String> program) {
        try {
            Path said = Files.createTempFile("benchmark-", ".said");
            Path used = Files.createTempFile("benchmark-", ".used");
            try {
                return run(folder, variables, program, said, used);
            } finally {
                Files.delete(said);
                Files.delete(used);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Timed run(Path folder, Map<String, String> variables, List<String> program, Path said, Path used)
            throws IOException, InterruptedException {
        Stream<String> time = Stream.of("/usr/bin/time", "-f", "%U %S %M", "-o", used.toString());
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(time, program.stream()).toList())
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(variables);
        long since = System.nanoTime();
        int status = builder.start().waitFor();
        double seconds = (System.nanoTime() - since) / 1e9;
        if (status != 0) {
            throw new AssertionError(program + " ended with " + status + ":\n" + Files.readString(said));
        }
        double[] numbers = Stream.of(Files.readString(used).strip().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new Timed(seconds, numbers[0] + numbers[1], numbers[2] / KIBIBYTES);
    }
}
