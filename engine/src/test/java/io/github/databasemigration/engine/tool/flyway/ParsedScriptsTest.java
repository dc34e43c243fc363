package io.github.databasemigration.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.tool.flyway.ScriptParser.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParsedScriptsTest {
    private final ParsedScripts parsed = new ParsedScripts();
    private int parsings;

    private static Script script(String name, String text) {
        return new Script("db/migration/" + name, name, text.getBytes(StandardCharsets.UTF_8), text);
    }

    private int parsingsAfter(Script script, Script... settings) {
        Scripts all = new Scripts(Map.of(), settings.length == 0 ? Map.of() : Map.of("V1__a.sql.conf", settings[0]));
        parsed.of(script, all, () -> {
            parsings++;
            return new Parsed(List.of(script.text()), List.of(1), true, List.of());
        });
        return parsings;
    }

    @Test
    void parsesAgainWhatIsAnotherByThen() {
        assertThat(parsingsAfter(script("V1__a.sql", "SELECT 1"))).isEqualTo(1);
        assertThat(parsingsAfter(script("V1__a.sql", "SELECT 1"))).isEqualTo(1);
        assertThat(parsingsAfter(script("V1__a.sql", "SELECT 2"))).isEqualTo(2);
        assertThat(parsingsAfter(script("V2__a.sql", "SELECT 2"))).isEqualTo(3);
    }

    @Test
    void parsesAgainWhereTheOwnSettingsAreOthers() {
        Script script = script("V1__a.sql", "SELECT 1");
        assertThat(parsingsAfter(script)).isEqualTo(1);
        assertThat(parsingsAfter(script, script("V1__a.sql.conf", "executeInTransaction=false")))
                .isEqualTo(2);
        assertThat(parsingsAfter(script, script("V1__a.sql.conf", "executeInTransaction=true")))
                .isEqualTo(3);
        assertThat(parsingsAfter(script, script("V1__a.sql.conf", "executeInTransaction=true")))
                .isEqualTo(3);
    }

    @Test
    void alwaysParsesWhatHasPlaceholders() {
        Script script = script("V1__a.sql", "SELECT '${flyway:defaultSchema}'");
        assertThat(parsingsAfter(script)).isEqualTo(1);
        assertThat(parsingsAfter(script)).isEqualTo(2);
    }
}
