package io.github.databasemigration.engine.check;

import io.github.databasemigration.engine.check.rule.Rule;
import io.github.databasemigration.engine.check.rule.RuleBook;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings as SARIF 2.1.0 (an OASIS standard), for programs that show the findings of many tools. What is allowed is
 * there, too, as suppressed in the source with its justification.
 */
public final class Sarif {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private Sarif() {}

    /**
     * The document.
     *
     * @param findings in the plan's order
     * @param version this program's version
     */
    public static String document(List<Finding> findings, String version) {
        List<String> ids =
                findings.stream().map(Finding::rule).distinct().sorted().toList();
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "migrate-database");
        driver.put("version", version);
        driver.put("rules", ids.stream().map(Sarif::rule).toList());
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("columnKind", "utf16CodeUnits");
        run.put(
                "results",
                findings.stream().map(finding -> result(finding, ids)).toList());
        return Json.pretty(Map.of("$schema", SCHEMA, "version", "2.1.0", "runs", List.of(run)));
    }

    private static Map<String, Object> rule(String id) {
        Rule rule = RuleBook.find(id).orElseThrow();
        return Map.of(
                "id",
                id,
                "shortDescription",
                text(rule.title()),
                "fullDescription",
                text(rule.why()),
                "help",
                text("Instead: " + rule.instead() + "."),
                "defaultConfiguration",
                Map.of("level", level(rule.severity())));
    }

    private static Map<String, Object> result(Finding finding, List<String> ids) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", finding.rule());
        result.put("ruleIndex", ids.indexOf(finding.rule()));
        result.put("level", level(finding.severity()));
        result.put("message", text(finding.message() + " Instead: " + finding.instead() + "."));
        result.put("locations", List.of(Map.of("physicalLocation", location(finding))));
        finding.allowed()
                .ifPresent(reason ->
                        result.put("suppressions", List.of(Map.of("kind", "inSource", "justification", reason))));
        return result;
    }

    private static Map<String, Object> location(Finding finding) {
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("artifactLocation", Map.of("uri", uri(finding.file().orElse(finding.script()))));
        finding.line().ifPresent(line -> location.put("region", Map.of("startLine", line)));
        return location;
    }

    private static String uri(String path) {
        try {
            return new java.net.URI(null, null, path, null).toASCIIString();
        } catch (java.net.URISyntaxException e) {
            return "unknown";
        }
    }

    private static Map<String, Object> text(String text) {
        return Map.of("text", text);
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }
}
