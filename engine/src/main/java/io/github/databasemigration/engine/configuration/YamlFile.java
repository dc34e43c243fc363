package io.github.databasemigration.engine.configuration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** A file of YAML 1.2, as nodes that know where they stand. What is wrong with its form becomes a mistake. */
final class YamlFile {
    /** Far more than a configuration needs, and far less than could do harm. */
    private static final int MOST_CHARACTERS = 1_000_000;

    private static final int MOST_ALIASES = 100;

    private static final Pattern EXPECTED =
            Pattern.compile("(?:could not find )?expected (?:a |an |the )?(.+?)(?:,? but (?:found|got) (.*))?");

    private final String name;
    private final Mistakes mistakes;

    /**
     * @param name as mistakes name the file
     * @param mistakes where they go
     */
    YamlFile(String name, Mistakes mistakes) {
        this.name = name;
        this.mistakes = mistakes;
    }

    /** The fields at the top of the file; empty where there is a mistake. */
    Optional<MappingNode> read(Path file) throws IOException {
        return decode(Files.readAllBytes(file)).flatMap(this::compose).flatMap(this::fields);
    }

    private Optional<String> decode(byte[] bytes) {
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = utf8.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            mistakes.add(endOf(text.toString()), "", "a text in UTF-8", "a byte that is not UTF-8");
            return Optional.empty();
        }
        String decoded = text.toString();
        return Optional.of(decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded);
    }

    private Optional<Node> compose(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setCodePointLimit(MOST_CHARACTERS)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .build();
        try {
            return new Compose(settings).composeString(text).or(() -> {
                mistakes.add(new Place(name, 1, 1), "", "fields", "nothing");
                return Optional.empty();
            });
        } catch (MarkedYamlEngineException e) {
            malformed(e);
        } catch (ReaderException e) {
            String before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
            mistakes.add(endOf(before), "", "YAML 1.2", "a character that YAML does not allow");
        } catch (YamlEngineException e) {
            mistakes.add(new Place(name, 1, 1), "", "YAML 1.2 of ordinary size", "too many characters or aliases");
        } catch (StackOverflowError e) {
            mistakes.add(new Place(name, 1, 1), "", "YAML 1.2 of ordinary size", "too many levels");
        }
        return Optional.empty();
    }

    /** The library's words, put as a mistake is put. */
    private void malformed(MarkedYamlEngineException e) {
        Place place = e.getProblemMark().map(mark -> Place.of(name, mark)).orElse(new Place(name, 1, 1));
        String problem = e.getProblem()
                .replaceAll("\\s+", " ")
                .replaceFirst("^(?:but )?found ", "")
                .replace("<block end>", "end of the fields (is the indentation right?)")
                .replace("'<block mapping start>'", "more fields");
        Matcher matcher = EXPECTED.matcher(problem);
        if (matcher.matches()) {
            mistakes.add(place, "", matcher.group(1), Objects.requireNonNullElse(matcher.group(2), "something else"));
        } else {
            // An unquoted password may look like the name of an alias or a tag.
            mistakes.add(place, "", "YAML 1.2", problem.replaceFirst("(?<=alias|tag handle|anchor) .*", ""));
        }
    }

    private Optional<MappingNode> fields(Node root) {
        if (root instanceof MappingNode fields) {
            return Optional.of(fields);
        }
        mistakes.add(Place.of(name, root), "", "fields", Found.in(root));
        return Optional.empty();
    }

    private Place endOf(String text) {
        int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
        return new Place(name, line, text.length() - text.lastIndexOf('\n'));
    }
}
