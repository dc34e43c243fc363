package io.github.databasemigration.engine.verification;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one verify script ended.
 *
 * @param script its file name
 * @param passed whether the database is as the script wants it
 * @param expectation what was expected: {@code no row}, {@code at least one row}, {@code the value …}
 * @param rows how many rows came, counted up to 10,000
 * @param sample the first 20 rows as text ({@code name=value, …}): redacted, each value cut at 200 characters
 * @param took how long the query ran
 * @param error why the query could not be run to its end; then the script has not passed
 * @param detail all of it in one line, for people
 */
public record Check(
        String script,
        boolean passed,
        String expectation,
        int rows,
        List<String> sample,
        Duration took,
        Optional<String> error,
        String detail) {

    public Check {
        sample = List.copyOf(sample);
    }

    static Check of(CheckScript script, Found found, Duration took) {
        boolean passed = script.expectation().met(found);
        String came = found.only().map(value -> found.sample().get(0)).orElse(found.rows());
        String first = found.only().isPresent() || found.sample().isEmpty()
                ? ""
                : "; the first: " + found.sample().get(0);
        return new Check(
                script.name(),
                passed,
                script.expectation().toString(),
                found.count(),
                found.sample(),
                took,
                Optional.empty(),
                passed ? came : came + ", expected " + script.expectation() + first);
    }

    static Check failed(CheckScript script, String error, Duration took) {
        return new Check(
                script.name(), false, script.expectation().toString(), 0, List.of(), took, Optional.of(error), error);
    }
}
