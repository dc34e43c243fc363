package io.github.databasemigration.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private static final List<String> WORDS =
            List.of("onFailure", "url", "approval", "transaction", "passwordVariable");

    @ParameterizedTest
    @CsvSource({
        "onFailrue, onFailure",
        "on_failure, onFailure",
        "ON-FAILURE, onFailure",
        "onFail, onFailure",
        "ulr, url",
        "uri, url",
        "approve, approval",
        "transactions, transaction",
        "password, passwordVariable"
    })
    void findsTheWordThatWasMeant(String written, String meant) {
        assertThat(Suggestion.nearest(written, WORDS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"lock", "x", "backup", "''"})
    void findsNothingWhereNothingIsNear(String written) {
        assertThat(Suggestion.nearest(written, WORDS)).isEmpty();
    }

    @Test
    void countsInsertionsDeletionsSubstitutionsAndSwaps() {
        assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
        assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Suggestion.distance("form", "from")).isEqualTo(1);
        assertThat(Suggestion.distance("same", "same")).isZero();
    }
}
