package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever people read on a page is there in English and in Brazilian Portuguese. */
class TranslationsTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final String PORTUGUESE = "_pt_BR";

    /** <code>${%Key}</code>, <code>${%Key(argument)}</code>, and <code>'%Key'</code> within an expression. */
    private static final Pattern KEY = Pattern.compile("\\$\\{%([^}(]+)|'%([^']+)'");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)");

    static Stream<Path> messages() throws IOException {
        return files("Messages.properties");
    }

    static Stream<Path> views() throws IOException {
        return files(".jelly").filter(view -> !keys(view).isEmpty());
    }

    static Stream<Path> helps() throws IOException {
        return files(".html").filter(file -> !file.toString().contains(PORTUGUESE));
    }

    private static Stream<Path> files(String end) throws IOException {
        return Files.walk(RESOURCES).filter(file -> file.toString().endsWith(end));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void messagesHaveTheSameKeysAndPlaceholders(Path english) throws IOException {
        assertSame(load(english), load(translated(english)), english);
    }

    @ParameterizedTest
    @MethodSource("views")
    void viewsHaveEveryTextTheyShow(Path view) throws IOException {
        Path texts = withEnd(view, ".properties");
        Properties english = Files.exists(texts) ? load(texts) : new Properties();
        Set<String> keys = keys(view);

        assertThat(keys).as("used in " + view).containsAll(english.stringPropertyNames());
        // A key that says it itself needs no English text.
        keys.forEach(key -> english.putIfAbsent(key, key));
        assertSame(english, load(translated(texts)), view);
    }

    @ParameterizedTest
    @MethodSource("helps")
    void helpIsTranslated(Path help) throws IOException {
        assertThat(translated(help)).exists().content().startsWith("<div>").isNotEqualTo(Files.readString(help));
    }

    private static void assertSame(Properties english, Properties portuguese, Path where) {
        assertThat(portuguese.stringPropertyNames()).as(where.toString()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(found(PLACEHOLDER, portuguese.getProperty(key)))
                    .as(where + ": " + key)
                    .isEqualTo(found(PLACEHOLDER, english.getProperty(key)));
        }
    }

    private static Path translated(Path file) {
        String name = file.toString();
        int end = name.lastIndexOf('.');
        return Path.of(name.substring(0, end) + PORTUGUESE + name.substring(end));
    }

    private static Path withEnd(Path file, String end) {
        return Path.of(file.toString().replaceFirst("\\.[a-z]+$", end));
    }

    private static Set<String> keys(Path view) {
        try {
            return found(KEY, Files.readString(view));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(TranslationsTest::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String group(MatchResult match) {
        return match.group(1) == null ? match.group(2) : match.group(1);
    }

    /** Jenkins reads some of these files as ISO 8859-1 and others as UTF-8: ASCII is both. */
    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            properties.load(text);
        }
        return properties;
    }
}
