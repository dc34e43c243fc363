package io.github.databasemigration.engine.check;

import io.github.databasemigration.engine.tool.ScriptSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the author of a migration allows, in comments: {@code -- database-migration:allow PG-IDX-01 the table is empty}
 * above a statement or inside it, {@code -- database-migration:allow-file} for all of a script, and
 * {@code # database-migration:allow} for a revision of Alembic. Comments are bytes of the migration, so whoever approves a
 * plan approves them, too.
 */
final class Allowances {
    private static final String RULES_AND_REASON = "\\b[^\\S\\n]*([\\w,-]*)[^\\S\\n]*(.*?)[^\\S\\n]*$";

    /** The tools send a statement with the comments above it. */
    private static final Pattern STATEMENT =
            Pattern.compile("(?m)^[^\\S\\n]*--[^\\S\\n]*database-migration:allow(?!-)" + RULES_AND_REASON);

    private static final Pattern SCRIPT =
            Pattern.compile("(?m)^[^\\S\\n]*--[^\\S\\n]*database-migration:allow-file" + RULES_AND_REASON);

    private static final Pattern REVISION =
            Pattern.compile("(?m)^[^\\S\\n]*#[^\\S\\n]*database-migration:allow(?:-file)?" + RULES_AND_REASON);

    private final List<Allowance> all = new ArrayList<>();

    /**
     * One comment.
     *
     * @param statement the statement it belongs to, from 1; 0 for the whole migration
     * @param rules the rules it names
     * @param reason its reason, perhaps empty
     */
    record Allowance(int statement, List<String> rules, String reason) {}

    /**
     * Reads the comments of a migration.
     *
     * @param source its file, if there is one
     * @param statements its statements as they are sent
     */
    static Allowances read(Optional<ScriptSource> source, List<String> statements) {
        Allowances allowances = new Allowances();
        source.ifPresent(file -> (file.lines().isEmpty() ? REVISION : SCRIPT)
                .matcher(file.text())
                .results()
                .forEach(comment -> allowances.add(0, comment)));
        for (int i = 0; i < statements.size(); i++) {
            int statement = i + 1;
            STATEMENT.matcher(statements.get(i)).results().forEach(comment -> allowances.add(statement, comment));
        }
        return allowances;
    }

    private void add(int statement, MatchResult comment) {
        List<String> rules = List.of(comment.group(1).split(",")).stream()
                .filter(id -> !id.isEmpty())
                .toList();
        all.add(new Allowance(statement, rules, comment.group(2)));
    }

    List<Allowance> all() {
        return all;
    }

    /** Why a finding of a rule is allowed in a statement; empty where it is not, or nobody said why. */
    Optional<String> reason(String rule, int statement) {
        return all.stream()
                .filter(each -> each.rules().contains(rule)
                        && !each.reason().isEmpty()
                        && (each.statement() == 0 || each.statement() == statement))
                .map(Allowance::reason)
                .findFirst();
    }
}
