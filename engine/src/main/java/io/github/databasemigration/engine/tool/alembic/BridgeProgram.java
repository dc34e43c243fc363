package io.github.databasemigration.engine.tool.alembic;

import io.github.databasemigration.engine.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Python half of the bridge, as text that goes in over standard input. */
final class BridgeProgram {
    /** All that stands on the command line. No double quotes: Windows would want them escaped. */
    static final String STARTER = "import sys; sys.path[:] = filter(None, sys.path);"
            + " exec(eval(open(0, 'rb', 0, closefd=False).readline()))";

    private static final String PACKAGE = "database_migration";
    private static final List<String> MODULES = List.of(
            "address",
            "channel",
            "code",
            "environment",
            "faults",
            "files",
            "locks",
            "main",
            "offline",
            "outlook",
            "preview",
            "project",
            "run",
            "sessions",
            "sources",
            "statements",
            "tool");

    private BridgeProgram() {}

    /** The first line of input: a string that is one in JSON and in Python. */
    static String bootstrap() {
        return Json.canonical(text("bootstrap"));
    }

    /** The second line of input. */
    static String modules(Map<String, String> environment) {
        Map<String, String> modules = new TreeMap<>();
        modules.put(PACKAGE, "");
        MODULES.forEach(name -> modules.put(PACKAGE + "." + name, text(name)));
        return Json.canonical(Map.of("modules", modules, "environment", environment));
    }

    private static String text(String module) {
        try (InputStream source = BridgeProgram.class.getResourceAsStream("bridge/" + module + ".py")) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
