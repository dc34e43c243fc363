package io.github.databasemigration.engine.check.corpus;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How often each rule was right, over all cases of a corpus. */
final class Score {
    private final Map<String, int[]> counts = new TreeMap<>();
    private int cases;

    /** Counts one case: the rules that it truly breaks, and those that the checks name. */
    void add(Set<String> truth, Set<String> found, Set<String> rules) {
        cases++;
        for (String rule : rules) {
            int[] count = counts.computeIfAbsent(rule, id -> new int[3]);
            boolean true_ = truth.contains(rule);
            boolean said = found.contains(rule);
            count[0] += true_ && said ? 1 : 0;
            count[1] += !true_ && said ? 1 : 0;
            count[2] += true_ && !said ? 1 : 0;
        }
    }

    int cases() {
        return cases;
    }

    /** How many cases break a rule. */
    int breaking(String rule) {
        int[] count = counts.getOrDefault(rule, new int[3]);
        return count[0] + count[2];
    }

    /** As a table of Markdown. */
    String table() {
        StringBuilder table =
                new StringBuilder("| rule | unsafe cases | safe cases | precision | recall |\n|---|---|---|---|---|\n");
        counts.forEach((rule, count) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %d | %d | %s | %s |%n",
                rule,
                count[0] + count[2],
                cases - count[0] - count[2],
                ratio(count[0], count[1]),
                ratio(count[0], count[2]))));
        return table.toString().replace(System.lineSeparator(), "\n");
    }

    private static String ratio(int right, int wrong) {
        return right + wrong == 0 ? "–" : String.format(Locale.ROOT, "%.2f", (double) right / (right + wrong));
    }
}
