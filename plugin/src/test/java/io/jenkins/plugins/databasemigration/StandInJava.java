package io.jenkins.plugins.databasemigration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Java whose migrations do nothing and last as long as a test holds them: so a machine of any size has many builds that
 * run. Whatever else it is asked is answered by the real one, one after the other.
 */
final class StandInJava {
    /** The name of the JDK tool. */
    static final String TOOL = "stand-in";

    private final Path home;
    private final Path hold;

    StandInJava() throws IOException {
        home = Files.createTempDirectory("stand-in-java-");
        hold = home.resolve("hold");
        ScriptedJava.install(TOOL, home, """
                #!/bin/sh
                [ -e '%1$s' ] || exit 1
                case " $* " in
                    *' migrate '*) touch "%2$s/running.$$"; while [ -e '%1$s' ]; do sleep 1; done; exit 1 ;;
                    *) exec flock '%2$s/turn' '%3$s' "$@" ;;
                esac
                """.formatted(hold, home, ScriptedJava.REAL));
    }

    /** From now on they are held. */
    void hold() throws IOException {
        for (Path old : running()) {
            Files.delete(old);
        }
        Files.createFile(hold);
    }

    /** Whether they are. */
    boolean isHolding() {
        return Files.exists(hold);
    }

    /** How many are. */
    int held() throws IOException {
        return running().size();
    }

    private List<Path> running() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file -> file.getFileName().toString().startsWith("running."))
                    .toList();
        }
    }

    /** They end, and so does whatever comes later. */
    void release() throws IOException {
        Files.delete(hold);
    }
}
