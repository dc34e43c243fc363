package io.github.databasemigration.engine.undo;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.databasemigration.engine.check.model.Name;
import java.util.Optional;
import java.util.TreeMap;

/** The description of a table is taken apart, and what is taken from it is in it. */
class DefinitionFuzzTest {
    @FuzzTest
    void isTakenApart(FuzzedDataProvider data) {
        boolean postgresql = data.consumeBoolean();
        String text = data.consumeString(400);
        TreeMap<String, String> schema = new TreeMap<>();
        schema.put("table " + (postgresql ? "public." : "") + "orders", text);
        schema.put(data.consumeString(60), data.consumeRemainingAsString());
        Definition.of(schema, new Name(Optional.empty(), "orders"), postgresql)
                .ifPresent(definition -> definition.columns().forEach((column, line) -> {
                    assertThat(line).startsWith(column);
                    assertThat(definition.partsSay(column)).isIn(true, false);
                    assertThat(schema.get("table " + (postgresql ? "public." : "") + "orders"))
                            .contains(line);
                }));
    }
}
