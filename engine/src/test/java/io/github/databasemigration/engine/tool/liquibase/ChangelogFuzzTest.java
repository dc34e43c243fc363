package io.github.databasemigration.engine.tool.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.configuration.LiquibaseSettings;
import io.github.databasemigration.engine.fault.OnlyFaults;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.Platforms;
import io.github.databasemigration.engine.platform.SessionTimeouts;
import io.github.databasemigration.engine.secret.Credentials;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.tool.ToolContext;
import io.github.databasemigration.engine.tool.ToolState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A changelog, formatted SQL too, is read, always in the same way, or it is said in one line why not. */
class ChangelogFuzzTest {
    private static final List<String> KINDS = List.of("sql", "xml", "yaml", "json");
    private static final Path DATABASE = OnlyFaults.file("fuzz.db");

    @FuzzTest
    void isReadOrExplained(FuzzedDataProvider data) throws Exception {
        String name = "changelog." + data.pickValue(KINDS);
        Files.writeString(DATABASE.resolveSibling(name), data.consumeRemainingAsString());
        Optional<ToolState> state = OnlyFaults.reading(() -> inspect(name));
        assertThat(OnlyFaults.reading(() -> inspect(name))).isEqualTo(state);
    }

    private static ToolState inspect(String changelog) {
        Path project = DATABASE.getParent();
        LiquibaseSettings settings = new LiquibaseSettings(
                changelog,
                List.of("."),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(Map.of("who", "Grace")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(LiquibaseHome.shared().toString()));
        String url = "jdbc:sqlite:" + DATABASE;
        Connecting connecting = new Connecting(
                url,
                new Credentials(Optional.empty(), Optional.empty()),
                SessionTimeouts.NONE,
                new Holder("fuzz", "localhost", Optional.empty(), Optional.empty(), Optional.empty()),
                Map.of(),
                Redactor.NONE,
                new Cancellation());
        ToolContext context = new ToolContext(
                project,
                settings,
                Platforms.installed().find(url).open(connecting),
                project.resolve("cache"),
                Map.of());
        try (LiquibaseTool tool = new LiquibaseTool(context)) {
            return tool.inspect();
        }
    }
}
