package io.github.databasemigration.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.databasemigration.engine.configuration.FlywaySettings;
import io.github.databasemigration.engine.fault.OnlyFaults;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Flyway's parser splits a script, always in the same way, or it is said in one line where it cannot. */
class ScriptParserFuzzTest {
    private static final List<String> PLATFORMS = List.of("postgresql", "mariadb", "mysql", "sqlite", "h2");

    private static final FlywaySettings SETTINGS = new FlywaySettings(
            List.of("db/migration"),
            List.of(),
            List.of(),
            "flyway_schema_history",
            new TreeMap<>(Map.of("owner", "shop")),
            true,
            Optional.empty(),
            false,
            false,
            Optional.empty(),
            StandardCharsets.UTF_8,
            true);

    private static final Map<String, UnconnectedParser> PARSERS = PLATFORMS.stream()
            .collect(Collectors.toMap(
                    Function.identity(),
                    platform -> new UnconnectedParser(
                            new FlywayFactory(Path.of("").toAbsolutePath(), SETTINGS),
                            SETTINGS,
                            "jdbc:" + platform + "://db/shop")));

    @FuzzTest
    void isSplitOrExplained(FuzzedDataProvider data) throws Exception {
        UnconnectedParser parser = PARSERS.get(data.pickValue(PLATFORMS));
        String sql = data.consumeRemainingAsString();
        Script script = new Script("db/migration/V1__x.sql", "V1__x.sql", new byte[0], sql);
        Optional<ScriptParser.Parsed> parsed = OnlyFaults.reading(() -> parser.parse(script, Scripts.NONE));
        parsed.ifPresent(found -> {
            assertThat(found.lines()).hasSameSizeAs(found.statements()).isSorted();
            assertThat(found.lines())
                    .allMatch(line -> line >= 1 && line <= sql.lines().count() + 1);
            assertThat(found.statements()).noneMatch(String::isBlank);
        });
        assertThat(OnlyFaults.reading(() -> parser.parse(script, Scripts.NONE))).isEqualTo(parsed);
    }
}
