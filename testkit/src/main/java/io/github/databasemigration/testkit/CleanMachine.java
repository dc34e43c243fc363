package io.github.databasemigration.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A machine with nothing but Debian, migrate-database, and what pip would find in the world: there guides are followed. */
public final class CleanMachine {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    /**
     * @param folder an empty folder for all of it
     * @param cli the module with the packed program
     */
    public CleanMachine(Path folder, Path cli) throws IOException {
        this.folder = folder;
        Path bin = Files.createDirectories(folder.resolve("opt/bin"));
        Path program = bin.resolve("migrate-database");
        Files.copy(cli.resolve("src/main/launcher/migrate-database"), program, StandardCopyOption.COPY_ATTRIBUTES);
        if (!program.toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be made executable");
        }
        Files.createSymbolicLink(
                bin.resolve("migrate-database.jar"),
                cli.resolve("target/migrate-database.jar").toRealPath());
        environment.putAll(new Wheels(Files.createDirectory(folder.resolve("wheels")))
                .alembic()
                .environment());
        environment.put("PATH", bin + ":/usr/bin:/bin");
        environment.put("HOME", Files.createDirectory(folder.resolve("home")).toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        for (String who : List.of("AUTHOR", "COMMITTER")) {
            environment.put("GIT_" + who + "_NAME", "Ann Lee");
            environment.put("GIT_" + who + "_EMAIL", "ann.lee@example.org");
        }
    }

    /** The variables that make this machine of the real one. */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** Does what a guide says; a fault with all that was said where something does not work. Returns the folder. */
    public Path follow(Guide guide) throws IOException, InterruptedException {
        Path work = Files.createDirectory(folder.resolve("work"));
        run(work, "bash", "-euo", "pipefail", "-c", guide.script());
        return work;
    }

    /** Runs a program in a folder and returns what it said. */
    public String run(Path in, String... command) throws IOException, InterruptedException {
        File output = Files.createTempFile(folder, "output", ".txt").toFile();
        // Which looks for the program on this machine's PATH; Java would on its own.
        List<String> here = new ArrayList<>(List.of("/usr/bin/env"));
        here.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(here)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output);
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        String said = Files.readString(output.toPath());
        if (status != 0) {
            throw new IOException("status " + status + "\n" + said);
        }
        return said;
    }
}
