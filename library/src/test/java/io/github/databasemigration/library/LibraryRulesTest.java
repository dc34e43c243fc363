package io.github.databasemigration.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every step and every class of the library. */
class LibraryRulesTest {
    private static final Pattern KNOWN = Pattern.compile("known are ([^;.]*)");

    private static List<String> steps() {
        return Library.steps();
    }

    private static List<Path> classes() {
        return Library.files(Library.CLASSES, ".groovy");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aStepHasHelpARowInTheDocumentationAndAnExample(String step) throws Exception {
        assertThat(Library.STEPS.resolve(step + ".txt"))
                .isRegularFile()
                .content()
                .containsPattern("(?s)<pre>\n.*" + step + ".*</pre>");
        assertThat(Library.ROOT.resolve("README.md")).content().containsPattern("(?m)^\\| `" + step + "` \\|");
        assertThat(documentation() + examples())
                .as("an example")
                .containsPattern("(?m)^ *(def \\w+ = )?" + step + "[ ({]");
    }

    /** Each argument that a step says it knows can be looked up. */
    @ParameterizedTest
    @MethodSource("steps")
    void aStepDocumentsWhatItTakes(String step) throws Exception {
        String source = Files.readString(Library.STEPS.resolve(step + ".groovy"));
        String wrong = step + "(colour: 'blue')" + (source.contains("Closure") ? " { }" : "");
        Throwable refusal = catchThrowable(() -> new Pipeline(new Steps()).run(wrong));
        Matcher known = KNOWN.matcher(String.valueOf(refusal.getMessage()));
        assertThat(known.find()).as(refusal.toString()).isTrue();
        assertThat(known.group(1).split(", ")).isNotEmpty().allSatisfy(argument -> assertThat(
                        documentation() + Files.readString(Library.STEPS.resolve(step + ".txt")))
                .containsPattern("\\b" + argument + "\\b"));
    }

    /** A step is one object for a whole build, so what it kept would be shared by parallel branches. */
    @ParameterizedTest
    @MethodSource("steps")
    void aStepTakesNamedArgumentsAndKeepsNothing(String step) {
        assertThat(Library.STEPS.resolve(step + ".groovy"))
                .content()
                .containsPattern("(?m)^def call\\(Map arguments = \\[:\\](, Closure body)?\\) \\{$")
                .doesNotContain("@Field");
    }

    @ParameterizedTest
    @MethodSource("classes")
    void aClassIsTheSameAfterARestartAndSharesNothing(Path source) throws Exception {
        Class<?> type = Library.LOADER.loadClass(Library.CLASSES
                .relativize(source)
                .toString()
                .replace(".groovy", "")
                .replace('/', '.'));
        assertThat(Serializable.class).isAssignableFrom(type);
        assertThat(ObjectStreamClass.lookup(type).getSerialVersionUID()).isEqualTo(1);
        assertThat(Arrays.stream(type.getDeclaredFields())
                        .filter(field -> Modifier.isStatic(field.getModifiers()))
                        .filter(field -> Character.isLetter(field.getName().charAt(0))))
                .as("what all builds would share")
                .allMatch(field -> Modifier.isFinal(field.getModifiers()));
    }

    @Test
    void allStepsAreFoundHere() {
        assertThat(steps()).contains("databasePipeline", "backupDrillPipeline").hasSizeGreaterThanOrEqualTo(6);
    }

    private static String documentation() throws Exception {
        return Files.readString(Library.ROOT.resolve("docs/library.md"));
    }

    private static String examples() throws Exception {
        StringBuilder all = new StringBuilder();
        for (Path example : Library.files(Library.ROOT.resolve("examples"), "Jenkinsfile")) {
            all.append(Files.readString(example));
        }
        return all.toString();
    }
}
