package io.github.databasemigration.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.databasemigration.engine.tool.flyway.ScriptName.Kind;
import io.github.databasemigration.engine.tool.flyway.ScriptName.Malformed;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.resource.ResourceName;
import org.flywaydb.core.internal.resource.ResourceNameParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptNameTest {
    private final ResourceNameParser flyway = new ResourceNameParser(new FluentConfiguration());

    @ParameterizedTest
    @CsvSource({
        "V1__first.sql, VERSIONED",
        "V1_2__first_of_two.sql, VERSIONED",
        "V1.2.10__a__b.SQL, VERSIONED",
        "V20261122.sql, VERSIONED",
        "B5__start.sql, BASELINE",
        "R__views.sql, REPEATABLE",
        "R.sql, REPEATABLE",
        "beforeMigrate.sql, CALLBACK",
        "beforeEachMigrateStatement__check.sql, CALLBACK",
        "afterMigrateApplied__a_b.sql, CALLBACK"
    })
    void readsNamesAsFlywayDoes(String fileName, Kind kind) throws Malformed {
        ScriptName read = ScriptName.parse(fileName);
        ResourceName same = flyway.parse(fileName);
        assertThat(same.isValid()).isTrue();
        assertThat(read.kind()).isEqualTo(kind);
        assertThat(read.description()).isEqualTo(same.getDescription());
        assertThat(read.version().orElse(null)).isEqualTo(same.getVersion());
        assertThat(read.event().map(event -> event.getId()).orElse(same.getPrefix()))
                .isEqualTo(same.getPrefix());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "V1_missing_underscore.sql",
                "v1__lower.sql",
                "V__nothing.sql",
                "Vx__letters.sql",
                "R1__numbered.sql",
                "beforeMigrate2.sql",
                "readme.sql",
                ".sql"
            })
    void refusesWhatFlywayCallsInvalid(String fileName) {
        assertThat(flyway.parse(fileName).isValid()).isFalse();
        Malformed malformed = catchThrowableOfType(Malformed.class, () -> ScriptName.parse(fileName));
        assertThat(malformed.getMessage()).isNotBlank();
        assertThat(malformed.advice()).contains(fileName);
    }

    @Test
    void advisesTheNameThatWasMeant() {
        assertThat(catchThrowableOfType(Malformed.class, () -> ScriptName.parse("V1_2_add_index.sql"))
                        .advice())
                .contains("V1_2__add_index.sql");
        assertThat(catchThrowableOfType(Malformed.class, () -> ScriptName.parse("v3__orders.sql"))
                        .advice())
                .contains("V3__orders.sql");
    }
}
