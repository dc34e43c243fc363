package io.github.databasemigration.library;

import com.cloudbees.groovy.cps.CpsTransformer;
import groovy.lang.GroovyClassLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.codehaus.groovy.control.CompilerConfiguration;

/** The library in this repository, transformed as Jenkins transforms pipelines. */
final class Library {
    static final Path ROOT = Path.of("..");
    static final Path CLASSES = ROOT.resolve("src");
    static final Path STEPS = ROOT.resolve("vars");
    static final Path RESOURCES = ROOT.resolve("resources");

    /** Compiling takes its time, so it is done once; nothing in it keeps anything. */
    static final GroovyClassLoader LOADER = loader();

    private Library() {}

    private static GroovyClassLoader loader() {
        // The class that all scripts extend has to be there before them.
        CompilerConfiguration scripts = transforming("src/test/groovy");
        CompilerConfiguration library = transforming(CLASSES.toString(), STEPS.toString());
        library.setScriptBaseClass("PipelineScript");
        return new GroovyClassLoader(new GroovyClassLoader(Library.class.getClassLoader(), scripts), library);
    }

    private static CompilerConfiguration transforming(String... folders) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.addCompilationCustomizers(new CpsTransformer());
        configuration.setClasspathList(List.of(folders));
        return configuration;
    }

    /** The names of the steps. */
    static List<String> steps() {
        return files(STEPS, ".groovy").stream()
                .map(file -> file.getFileName().toString().replace(".groovy", ""))
                .toList();
    }

    static List<Path> files(Path folder, String end) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
