package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class VerbsTest {
    @Test
    void areCalledAsTheySayThemselves() {
        assertThat(Verbs.NAMES).allSatisfy(name -> assertThat(
                        Verbs.of(name).getAnnotation(Command.class).name())
                .isEqualTo(name));
    }

    @Test
    void areAllThatThereAre() throws IOException {
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/github/databasemigration/cli"))) {
            List<String> commands = sources.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Command.java"))
                    .map(name -> name.replace(".java", ""))
                    .toList();
            assertThat(Verbs.NAMES.stream().map(name -> Verbs.of(name).getSimpleName()))
                    .containsExactlyInAnyOrderElementsOf(commands);
        }
    }

    @Test
    void areLookedIntoOnlyWhereTheyAreNeeded() {
        assertThat(added("plan", "-e", "test")).containsExactly("plan");
        assertThat(added()).containsAll(Verbs.NAMES).contains("help");
        assertThat(added("--help")).hasSameElementsAs(added());
        assertThat(added("plam")).hasSameElementsAs(added());
    }

    private static Iterable<String> added(String... arguments) {
        CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create(), new Factory(null, null));
        Verbs.addTo(line, arguments);
        return line.getSubcommands().keySet();
    }
}
