package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.tool.jdbc.Lines;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;

/**
 * What is wrong with a script, out of Flyway's words. Flyway's parser has no error codes, so its texts are read; one that
 * is not recognised is passed on as it is.
 */
final class ScriptFaults {
    private static final Pattern LINE = Pattern.compile("at line (\\d+)");
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?:No value provided for|Failed to populate value for default) placeholder: (\\$\\{[^}]*})");
    private static final Pattern MIXED = Pattern.compile("both transactional and non-transactional statements");
    private static final int MAX = 200;

    private ScriptFaults() {}

    /** Why Flyway's parser does not take a script. */
    static Fault unreadable(Script script, FlywayException e) {
        return missing(e).map(name -> placeholder(script, name)).orElseGet(() -> unparsed(script, e));
    }

    private static Fault unparsed(Script script, FlywayException e) {
        String place = script.file() + line(e.getMessage());
        String reason = root(e).getMessage();
        if (reason != null && MIXED.matcher(reason).find()) {
            return new Fault(
                    FaultCode.UNSUPPORTED,
                    place + ": statements that need a transaction and statements that cannot have one are mixed.",
                    "Split the script in two, or set flyway.mixed: true to run all of it without a transaction.");
        }
        return new Fault(
                FaultCode.SCRIPT_UNREADABLE,
                place + " cannot be parsed: " + cut(Lines.one(reason)) + ".",
                "Correct the script.");
    }

    /** Flyway replaces the placeholders of a repeatable migration before it says which file it is at. */
    static Optional<Fault> placeholder(Scripts scripts, FlywayException e) {
        return missing(e).flatMap(name -> scripts.stream()
                .map(Map.Entry::getKey)
                .filter(script -> script.text().contains(name))
                .findFirst()
                .map(script -> placeholder(script, name)));
    }

    private static Fault placeholder(Script script, String name) {
        String before = script.text().substring(0, Math.max(0, script.text().indexOf(name)));
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        return new Fault(
                FaultCode.SCRIPT_UNREADABLE,
                script.file() + " line " + line + ": there is no value for the placeholder " + cut(Lines.one(name))
                        + ".",
                "Add it to flyway.placeholders, or set flyway.placeholderReplacement: false.");
    }

    private static Optional<String> missing(FlywayException e) {
        Matcher matcher = PLACEHOLDER.matcher(String.valueOf(root(e).getMessage()));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String line(String message) {
        Matcher matcher = LINE.matcher(String.valueOf(message));
        return matcher.find() ? " line " + matcher.group(1) : "";
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String cut(String text) {
        return text.length() <= MAX ? text : text.substring(0, MAX) + "…";
    }
}
