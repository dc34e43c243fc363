package io.github.databasemigration.engine.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueryHashTest {
    @Test
    void isTheSameWhateverDataIsInTheQuery() {
        assertThat(QueryHash.of("SELECT * FROM users WHERE name = 'ann' AND age > 17 -- 1"))
                .isPresent()
                .isEqualTo(QueryHash.of("select *\nfrom users where name = 'bob' and age > 42"));
    }

    @Test
    void tellsQueriesApart() {
        assertThat(QueryHash.of("SELECT * FROM users")).isNotEqualTo(QueryHash.of("SELECT * FROM orders"));
    }

    @Test
    void isNoneOfNothing() {
        assertThat(QueryHash.of(null)).isEmpty();
        assertThat(QueryHash.of(" ")).isEmpty();
    }
}
