package io.jenkins.plugins.databasemigration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a report says about the targets of a fleet, in sentences. */
final class FleetOutcome {
    private static final int NAMED = 20;

    private final JsonNode targets;

    private FleetOutcome(JsonNode targets) {
        this.targets = targets;
    }

    /** Whether a document is of a fleet. */
    static boolean isIn(JsonNode document) {
        return document.path("targets").isArray();
    }

    static FleetOutcome of(JsonNode document) {
        return new FleetOutcome(document.path("targets"));
    }

    /** Such as {@code 98 migrated, 1 failed, 1 not begun}. */
    String counts() {
        Map<String, Integer> counts = new TreeMap<>();
        targets.forEach(target -> counts.merge(outcome(target), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
    }

    /** How many of each outcome, and of the first that are not well what is wrong. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (!targets.isEmpty()) {
            sentences.add("Targets: " + counts() + ".");
        }
        failed().stream()
                .limit(NAMED)
                .map(target -> target.path("name").asText() + ", " + outcome(target) + ": "
                        + target.path("failure").path("message").asText())
                .forEach(sentences::add);
        return sentences;
    }

    /** The ids of the runs of those that are not well, whose evidence is worth keeping one by one. */
    List<String> failedRuns() {
        return failed().stream()
                .map(target -> target.path("run").asText(""))
                .filter(run -> !run.isEmpty())
                .toList();
    }

    private List<JsonNode> failed() {
        List<JsonNode> failed = new ArrayList<>();
        targets.forEach(target -> {
            if (target.has("failure")) {
                failed.add(target);
            }
        });
        return failed;
    }

    private static String outcome(JsonNode target) {
        return target.path("outcome").asText().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
