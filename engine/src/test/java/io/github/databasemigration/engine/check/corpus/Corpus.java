package io.github.databasemigration.engine.check.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.check.GeneratedPart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;

/**
 * The cases of one platform: each is executed, and the checks are held against what it did.
 *
 * @param platform as the table of docs/checks.md names it
 * @param cases the file
 * @param truths what must have been seen for a rule to be right
 * @param mayFail whether it is the point of a case that the server refuses it
 */
record Corpus(String platform, String cases, Truths truths, Predicate<Case> mayFail) {
    /** Executes a case, and adds the rules that the checks find broken in it. */
    @FunctionalInterface
    interface Execution {
        Observed of(Case each, Set<String> found) throws Exception;
    }

    List<DynamicTest> tests(Execution execution) {
        Score score = new Score();
        List<DynamicTest> tests = new ArrayList<>();
        for (Case each : Case.read(cases)) {
            tests.add(DynamicTest.dynamicTest(each.name(), () -> {
                Set<String> found = new TreeSet<>();
                Observed observed = execution.of(each, found);
                Set<String> truth = truths.of(observed);
                assertThat(truth).as("label of %s: %s", each, errors(observed)).isEqualTo(each.unsafe());
                assertThat(errors(observed).isEmpty() || mayFail.test(each))
                        .as("%s fails only where that is its point: %s", each, errors(observed))
                        .isTrue();
                score.add(truth, found, truths.rules());
                assertThat(found).as("findings").isEqualTo(truth);
            }));
        }
        tests.add(DynamicTest.dynamicTest("the table of all rules", () -> {
            System.out.println(score.cases() + " cases on " + platform + "\n" + score.table());
            GeneratedPart.expect(Path.of("../docs/checks.md"), "measured on " + platform, score.table());
            assertThat(truths.rules())
                    .allSatisfy(
                            rule -> assertThat(score.breaking(rule)).as(rule).isPositive());
        }));
        return tests;
    }

    private static String errors(Observed observed) {
        return observed.steps().stream()
                .flatMap(step -> step.error().stream())
                .map(Step.Failure::message)
                .collect(Collectors.joining("; "));
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Corpus.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
