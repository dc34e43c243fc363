package io.github.databasemigration.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Real files, good and bad, before the reader and before the published schema. The comments at the end of a bad one say
 * which mistakes are to be told, and why the schema cannot see them where it cannot.
 */
class CorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/io/github/databasemigration/engine/configuration");
    private static final String MISTAKE = "# Mistake: ";
    private static final String UNSEEN = "# The schema cannot tell: ";

    @TempDir
    private Path project;

    @ParameterizedTest
    @MethodSource
    void goodFilesAreRead(Path file) throws IOException {
        assertThat(read(file).mistakes()).isEmpty();
        assertThat(schemaErrors(file)).isEmpty();
    }

    static List<Path> goodFilesAreRead() throws IOException {
        return files("good");
    }

    @ParameterizedTest
    @MethodSource
    void badFilesAreRefusedWithEachOfTheirMistakes(Path file) throws IOException {
        List<String> told = read(file).mistakes().stream()
                .map(mistake -> mistake.toString().replace(project.resolve(ConfigurationReader.FILE) + ":", ""))
                .toList();

        assertThat(told).isNotEmpty().isEqualTo(comments(file, MISTAKE));
        assertThat(told).noneMatch(mistake -> mistake.contains("hunter"));
        assertThat(schemaRefuses(file)).isEqualTo(comments(file, UNSEEN).isEmpty());
    }

    static List<Path> badFilesAreRefusedWithEachOfTheirMistakes() throws IOException {
        return files("bad");
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    /** Reads a copy in a project that has migrations, for the file alone does not make one. */
    private Reading read(Path file) throws IOException {
        Files.createDirectories(project.resolve("db/migration"));
        return ConfigurationReader.readFile(
                Files.copy(file, project.resolve(ConfigurationReader.FILE)), Overrides.NONE);
    }

    private static List<String> comments(Path file, String kind) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(kind))
                .map(line -> line.substring(kind.length()))
                .toList();
    }

    private static boolean schemaRefuses(Path file) throws IOException {
        try {
            return !schemaErrors(file).isEmpty();
        } catch (YamlEngineException | CharacterCodingException e) {
            return false;
        }
    }

    private static Set<ValidationMessage> schemaErrors(Path file) throws IOException {
        Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schemaDocument())
                .validate(new ObjectMapper().valueToTree(yaml));
    }

    private static JsonNode schemaDocument() throws IOException {
        try (InputStream schema = CorpusTest.class.getResourceAsStream("/database-migration.schema.json")) {
            return new ObjectMapper().readTree(schema);
        }
    }
}
