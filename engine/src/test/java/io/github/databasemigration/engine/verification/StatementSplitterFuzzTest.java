package io.github.databasemigration.engine.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Optional;

/** Nothing of a script is lost between its statements but semicolons, white space and comments. */
class StatementSplitterFuzzTest {
    private static final List<String> PLATFORMS = List.of("postgresql", "mariadb", "sqlite", "h2");

    @FuzzTest
    void losesNothing(FuzzedDataProvider data) {
        SqlSyntax syntax = SqlSyntax.of(data.pickValue(PLATFORMS));
        String sql = data.consumeRemainingAsString();
        Optional<List<String>> statements = StatementSplitter.split(sql, syntax);
        int at = 0;
        for (String statement : statements.orElse(List.of())) {
            int found = sql.indexOf(statement, at);
            // What is left out has no content of its own; the same text may be in a comment before.
            while (found >= 0 && !empty(sql.substring(at, found), syntax)) {
                found = sql.indexOf(statement, found + 1);
            }
            assertThat(found).isNotNegative();
            // Alone it is one statement still, and the same one: but two dashes at the end are a comment then.
            if (!statement.endsWith("--")) {
                assertThat(StatementSplitter.split(statement, syntax)).contains(List.of(statement));
            }
            at = found + statement.length();
        }
    }

    private static boolean empty(String sql, SqlSyntax syntax) {
        return StatementSplitter.split(sql, syntax).equals(Optional.of(List.of()));
    }
}
