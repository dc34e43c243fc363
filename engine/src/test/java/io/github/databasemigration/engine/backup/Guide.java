package io.github.databasemigration.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of docs/backup-format.md, run as they stand there. */
final class Guide {
    private static final Path FILE = Path.of("../docs/backup-format.md");
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    private Guide() {}

    /** The blocks of commands below a heading, up to the next of the same rank or higher. */
    static List<String> commands(String heading) throws IOException {
        String guide = Files.readString(FILE);
        int begin = guide.indexOf(heading + "\n");
        assertThat(begin).as("the heading \"%s\"", heading).isPositive();
        String rank = heading.substring(0, heading.indexOf(' '));
        Matcher next = Pattern.compile("^#{2," + rank.length() + "} ", Pattern.MULTILINE)
                .matcher(guide);
        int end = next.find(begin + heading.length()) ? next.start() : guide.length();
        List<String> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(guide.substring(begin, end));
        while (block.find()) {
            blocks.add(block.group(1));
        }
        assertThat(blocks).as("commands below \"%s\"", heading).isNotEmpty();
        return blocks;
    }

    /** Runs commands in a shell that ends at the first that fails, and gives back its exit status. */
    static int run(String commands, Map<String, String> variables, Path output) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("bash", "-eu", "-o", "pipefail", "-c", commands)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment().putAll(variables);
        return shell.start().waitFor();
    }

    /** Runs commands that must end well. */
    static void follow(String heading, Map<String, String> variables, Path output) throws Exception {
        for (String commands : commands(heading)) {
            assertThat(run(commands, variables, output))
                    .as("%s said: %s", commands, Files.readString(output, StandardCharsets.UTF_8))
                    .isZero();
        }
    }
}
