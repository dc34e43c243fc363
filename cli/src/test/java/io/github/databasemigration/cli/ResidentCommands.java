package io.github.databasemigration.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.json.Json;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that carries out one command after the other. Reads lines, each a folder for the output and the arguments as a
 * JSON list, and answers each with the exit status.
 */
public final class ResidentCommands {
    private ResidentCommands() {}

    public static void main(String[] none) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            List<String> words = new ArrayList<>();
            Json.read(line, JsonNode.class).forEach(word -> words.add(word.asText()));
            answers.println(carryOut(Path.of(words.get(0)), words.subList(1, words.size())));
        }
        // The hooks of all these commands wait for an end that only a process of their own has.
        Runtime.getRuntime().halt(0);
    }

    private static int carryOut(Path output, List<String> arguments) throws IOException {
        try (var out = Files.newOutputStream(output.resolve("out"));
                var err = Files.newOutputStream(output.resolve("err"))) {
            String[] all = arguments.toArray(String[]::new);
            return MigrateDatabase.commandLine(new Console(out, err, false), new Stop(), all)
                    .execute(all);
        }
    }
}
