package io.jenkins.plugins.databasemigration;

import hudson.model.JDK;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import jenkins.model.Jenkins;

/** A JDK tool of this Jenkins whose Java is a script, which may start the real one. */
final class ScriptedJava {
    /** Where the real one is. */
    static final Path REAL = Path.of(System.getProperty("java.home"), "bin", "java");

    private ScriptedJava() {}

    /** Makes it the only JDK tool. */
    static void install(String tool, Path home, String script) throws IOException {
        Path bin = Files.createDirectories(home.resolve("bin"));
        Path java = Files.writeString(bin.resolve("java"), script);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Jenkins.get().setJDKs(List.of(new JDK(tool, home.toString())));
    }
}
