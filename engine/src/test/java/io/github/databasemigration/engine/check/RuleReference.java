package io.github.databasemigration.engine.check;

import io.github.databasemigration.engine.check.rule.Rule;
import io.github.databasemigration.engine.check.rule.RuleBook;
import java.util.Locale;
import java.util.stream.Collectors;

/** The part of docs/checks.md that is made of the rules. */
final class RuleReference {
    private RuleReference() {}

    static String markdown() {
        return RuleBook.all().stream().map(RuleReference::section).collect(Collectors.joining("\n"));
    }

    private static String section(Rule rule) {
        return "### " + rule.id() + "\n\n"
                + "**" + rule.title() + "**: " + rule.severity().name().toLowerCase(Locale.ROOT)
                + (rule.bySize() ? ", on small tables a note" : "") + ".\n"
                + rule.why() + "\n\n"
                + "Instead: " + rule.instead() + ".\n";
    }
}
