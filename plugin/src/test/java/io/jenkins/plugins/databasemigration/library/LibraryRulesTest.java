package io.jenkins.plugins.databasemigration.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.groovy.cps.CpsTransformer;
import groovy.lang.GroovyClassLoader;
import java.io.IOException;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.junit.jupiter.api.Test;

/** What holds for every step and every class of the library. */
class LibraryRulesTest {
    private static final Path ROOT = Path.of("..");
    private static final Path CLASSES = ROOT.resolve("src");

    @Test
    void everyStepHasHelpAndARowInTheDocumentation() throws IOException {
        String documentation = Files.readString(ROOT.resolve("docs/library.md"));
        for (Path step : files(ROOT.resolve("vars"), ".groovy")) {
            String name = step.getFileName().toString().replace(".groovy", "");
            assertThat(step.resolveSibling(name + ".txt"))
                    .isRegularFile()
                    .content()
                    .contains("<pre>\n", name);
            assertThat(documentation).contains("`" + name + "`");
        }
    }

    /** A step is one object for a whole build, so what it kept would be shared by parallel branches. */
    @Test
    void stepsTakeNamedArgumentsAndKeepNothing() throws IOException {
        for (Path step : files(ROOT.resolve("vars"), ".groovy")) {
            assertThat(step).content().contains("def call(Map arguments = [:]").doesNotContain("@Field");
        }
    }

    @Test
    void everyClassSurvivesTheTransformationOfPipelinesAndARestart() throws Exception {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.addCompilationCustomizers(new CpsTransformer());
        configuration.setClasspathList(List.of(CLASSES.toString()));
        try (GroovyClassLoader loader = new GroovyClassLoader(getClass().getClassLoader(), configuration)) {
            List<Path> classes = files(CLASSES, ".groovy");
            assertThat(classes).isNotEmpty();
            for (Path source : classes) {
                Class<?> type = loader.loadClass(name(source), true, false);
                assertThat(Serializable.class).isAssignableFrom(type);
                assertThat(ObjectStreamClass.lookup(type).getSerialVersionUID())
                        .as(type.getName())
                        .isEqualTo(1);
                assertThat(Arrays.stream(type.getDeclaredFields())
                                .filter(field -> Modifier.isStatic(field.getModifiers()))
                                .filter(field ->
                                        Character.isLetter(field.getName().charAt(0))))
                        .as("what all builds would share in " + type.getName())
                        .allMatch(field -> Modifier.isFinal(field.getModifiers()));
            }
        }
    }

    private static String name(Path source) {
        return CLASSES.relativize(source).toString().replace(".groovy", "").replace('/', '.');
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).toList();
        }
    }
}
