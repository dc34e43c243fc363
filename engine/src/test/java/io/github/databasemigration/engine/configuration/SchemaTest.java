package io.github.databasemigration.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published schema against the reader's own tables of fields and defaults. */
class SchemaTest {
    private static final String URL = "{\"url\": \"jdbc:h2:./shop\"";

    private final JsonNode schema = document();

    @Test
    void isItselfValid() {
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(SchemaLocation.of(VersionFlag.V202012.getId()))
                        .validate(schema))
                .isEmpty();
    }

    @Test
    void hasTheFieldsOfTheReaderAndNoOthers() {
        assertThat(fields("environment").keySet()).containsExactlyInAnyOrderElementsOf(EnvironmentFields.TABLE.names());
        Map<String, JsonNode> top = new TreeMap<>();
        addFields("", schema, top);
        top.keySet().removeIf(field -> field.matches("(defaults|environments).*"));
        assertThat(top.keySet()).containsExactlyInAnyOrderElementsOf(ToolFields.TABLE.names());
    }

    @Test
    void namesTheProgramsOfTheReader() {
        assertThat(schema.at("/$defs/environment/properties/programs/propertyNames/enum"))
                .map(JsonNode::asText)
                .containsExactlyElementsOf(((Kind.Named) EnvironmentFields.PROGRAMS.kind()).names());
    }

    @Test
    void describesEveryField() {
        Map<String, JsonNode> all = new TreeMap<>();
        addFields("", schema, all);
        all.putAll(fields("environment"));

        assertThat(all).allSatisfy((field, description) -> assertThat(
                        description.path("description").asText())
                .as(field)
                .isNotEmpty());
    }

    @Test
    void hasTheDefaultsOfTheReader(@TempDir Path project) throws IOException {
        for (String tool : new String[] {"flyway", "alembic"}) {
            String nothingSaid = "{\"tool\": \"" + tool + "\", \"environments\": {\"one\": " + URL + "}}}";
            String allSaid = "{\"tool\": \"" + tool + "\", \"" + tool + "\": " + defaults(fields(tool), "{")
                    + ", \"environments\": {\"one\": " + defaults(fields("environment"), URL + ", ") + "}}";

            assertThat(read(project, allSaid)).isEqualTo(read(project, nothingSaid));
        }
    }

    /** A JSON object of all defaults, as nested as the fields are. */
    private static String defaults(Map<String, JsonNode> fields, String beginning) {
        Map<String, Map<String, JsonNode>> sections = fields.entrySet().stream()
                .filter(field -> field.getValue().has("default"))
                .collect(Collectors.groupingBy(
                        field -> field.getKey().contains(".") ? field.getKey().split("\\.")[0] : "",
                        TreeMap::new,
                        Collectors.toMap(
                                field -> field.getKey().substring(field.getKey().indexOf('.') + 1),
                                field -> field.getValue().get("default"))));
        return sections.entrySet().stream()
                .map(section -> section.getKey().isEmpty()
                        ? members(section.getValue())
                        : "\"" + section.getKey() + "\": {" + members(section.getValue()) + "}")
                .collect(Collectors.joining(", ", beginning, "}"));
    }

    private static String members(Map<String, JsonNode> values) {
        return values.entrySet().stream()
                .map(value -> "\"" + value.getKey() + "\": " + value.getValue())
                .collect(Collectors.joining(", "));
    }

    private static Configuration read(Path project, String json) throws IOException {
        Files.createDirectories(project.resolve("db/migration"));
        Path file = Files.writeString(project.resolve(ConfigurationReader.FILE), json);
        return ConfigurationReader.readFile(file, Overrides.NONE).configuration();
    }

    private Map<String, JsonNode> fields(String definition) {
        Map<String, JsonNode> fields = new TreeMap<>();
        addFields("", schema.at("/$defs/" + definition), fields);
        return fields;
    }

    /** Adds the fields of an object, by dotted name, with their descriptions; a section itself only if it is a field, too. */
    private void addFields(String prefix, JsonNode object, Map<String, JsonNode> fields) {
        object.path("properties").properties().forEach(property -> {
            String name = prefix + property.getKey();
            JsonNode described = property.getValue();
            JsonNode target = target(described);
            if (described.has("anyOf")) {
                described.get("anyOf").forEach(either -> addFields(name + ".", target(either), fields));
            }
            if (target.has("properties")) {
                addFields(name + ".", target, fields);
            } else {
                fields.put(name, described.has("description") ? described : target);
            }
        });
    }

    private JsonNode target(JsonNode node) {
        return node.has("$ref") ? schema.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static JsonNode document() {
        try (InputStream in = SchemaTest.class.getResourceAsStream("/database-migration.schema.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
