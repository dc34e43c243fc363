package io.github.databasemigration.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/configuration.md against the reader. */
class ConfigurationDocumentTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @MethodSource("examples")
    void itsExamplesCanBeRead(String example, @TempDir Path project) throws IOException {
        assertThat(read(example, project).mistakes()).isEmpty();
    }

    @Test
    void itsExamplesHaveEveryField() throws IOException {
        String all = String.join("\n", examples());

        assertThat(Stream.of(EnvironmentFields.TABLE.names(), ToolFields.TABLE.names())
                        .flatMap(Collection::stream)
                        .map(name -> name.substring(name.lastIndexOf('.') + 1)))
                .allMatch(name -> all.contains(name + ":") || name.equals("verify"));
    }

    @Test
    void whatItCallsDefaultsAreTheDefaults(@TempDir Path project) throws IOException {
        String withoutExamples = examples()
                .get(1)
                .replaceAll("(?m)^(?! {4}url:).*#.*example.*$", "")
                .replaceAll("(?m)^ {4}credentials:\\n( {6}.*\\n)+", "");
        String nothingSaid = """
                environments:
                  production:
                    url: jdbc:postgresql://${DB_HOST}:5432/shop
                """;

        assertThat(read(withoutExamples, project).configuration())
                .isEqualTo(read(nothingSaid, project).configuration());
    }

    static List<String> examples() throws IOException {
        return YAML.matcher(Files.readString(Path.of("../docs/configuration.md")))
                .results()
                .map(example -> example.group(1))
                .toList();
    }

    private static Reading read(String text, Path project) throws IOException {
        Files.createDirectories(project.resolve("db/migration"));
        Path file = Files.writeString(project.resolve(ConfigurationReader.FILE), text);
        return ConfigurationReader.readFile(file, Overrides.NONE);
    }
}
