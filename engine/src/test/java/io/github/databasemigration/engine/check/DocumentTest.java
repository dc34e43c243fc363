package io.github.databasemigration.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.check.rule.Rule;
import io.github.databasemigration.engine.check.rule.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/checks.md against the rules. With -Dchecks.write=true it is written anew. */
class DocumentTest {
    private static final Document DOCUMENT = new Document(Path.of("../docs/checks.md"));

    @Test
    void describesEveryRuleAsItIs() throws IOException {
        DOCUMENT.expect("rules", RuleReference.markdown());
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

    /** A file with parts between {@code <!-- name -->} and {@code <!-- end of name -->} that tests make. */
    record Document(Path file) {
        void expect(String part, String text) throws IOException {
            String begin = "<!-- " + part + " -->\n";
            String end = "<!-- end of " + part + " -->";
            String all = Files.readString(file);
            int from = all.indexOf(begin) + begin.length();
            int until = all.indexOf(end);
            if (Boolean.getBoolean("checks.write")) {
                Files.writeString(file, all.substring(0, from) + text + all.substring(until));
            } else {
                assertThat(all.substring(from, until)).isEqualTo(text);
            }
        }
    }
}
