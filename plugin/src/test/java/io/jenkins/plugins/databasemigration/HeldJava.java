package io.jenkins.plugins.databasemigration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.model.Jenkins;

/** A Java that starts nothing as long as a test holds it: so a build is held before it has a run at all. */
final class HeldJava {
    /** The name of the JDK tool. */
    static final String TOOL = "held";

    private final Path home;
    private final Path hold;

    HeldJava() throws IOException {
        home = Files.createTempDirectory("held-java-");
        hold = Files.createFile(home.resolve("hold"));
    }

    /** Makes it a tool of this Jenkins. */
    void install() throws IOException {
        ScriptedJava.install(TOOL, home, """
                #!/bin/sh
                touch '%s/asked'
                while [ -e '%s' ]; do sleep 0.1; done
                exec '%s' "$@"
                """.formatted(home, hold, ScriptedJava.REAL));
        Jenkins.get().save();
    }

    /** Whether somebody tries to start it. */
    boolean asked() {
        return Files.exists(home.resolve("asked"));
    }

    void release() throws IOException {
        Files.delete(hold);
    }
}
