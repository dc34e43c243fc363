package io.github.databasemigration.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.check.rule.Rule;
import io.github.databasemigration.engine.check.rule.RuleBook;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/checks.md against the rules. With -Dchecks.write=true it is written anew. */
class DocumentTest {
    @Test
    void describesEveryRuleAsItIs() throws IOException {
        GeneratedPart.expect(Path.of("../docs/checks.md"), "rules", RuleReference.markdown());
    }

    @Test
    void rulesHaveIdsOfTheirOwn() {
        assertThat(RuleBook.all()).extracting(Rule::id).doesNotHaveDuplicates();
    }

    @Test
    void everyTextEndsAsASentenceOrAPhrase() {
        assertThat(RuleBook.all()).allSatisfy(rule -> {
            assertThat(rule.why()).endsWith(".");
            assertThat(rule.instead()).doesNotEndWith(".");
        });
    }
}
