package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.tool.flyway.ScriptParser.Parsed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the looks of one run made of scripts, so that each is parsed once, and again where its bytes or those of its own
 * settings are others by then. One with placeholders is always parsed: what stands for them may be what the server says.
 */
final class ParsedScripts {
    private static final String PLACEHOLDER = "${";

    private final Map<List<Object>, Parsed> parsed = new HashMap<>();

    Parsed of(Script script, Scripts all, Supplier<Parsed> parsing) {
        if (script.text().contains(PLACEHOLDER)) {
            return parsing.get();
        }
        List<Object> key =
                List.of(script.file(), script.sha256(), all.settings(script).map(Script::sha256));
        return parsed.computeIfAbsent(key, absent -> parsing.get());
    }
}
