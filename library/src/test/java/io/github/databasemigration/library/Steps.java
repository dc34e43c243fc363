package io.github.databasemigration.library;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Jenkins, as far as a pipeline sees it: writes down which steps are asked for, and answers. */
final class Steps {
    /** An answer to a step. What it throws, the step throws. */
    interface Answer {
        Object to(StepCall call) throws Exception;
    }

    private final List<StepCall> calls = new ArrayList<>();
    private final Map<String, Answer> answers = new HashMap<>();

    Steps() {
        for (String silent : List.of(
                "node",
                "end of node",
                "stage",
                "parallel",
                "dir",
                "echo",
                "sh",
                "checkout",
                "stash",
                "unstash",
                "archiveArtifacts",
                "junit",
                "milestone",
                "sleep",
                "input",
                "properties",
                "armDatabaseRollback",
                "disarmDatabaseRollback",
                "approveDatabaseMigration")) {
            on(silent, call -> null);
        }
        for (String symbol : List.of("parameters", "string", "pipelineTriggers", "cron", "databaseBackupReaders")) {
            on(symbol, StepCall::toString);
        }
        on("error", call -> {
            throw new Exception(call.argument().toString());
        });
        Set<Object> migrated = new HashSet<>();
        on("planDatabaseMigration", call -> migrated.contains(database(call)) ? Plan.of() : Plan.of("V7"));
        on("migrateDatabase", call -> {
            migrated.add(database(call));
            return new Result("migrated");
        });
        on("backupDatabase", call -> new Result("backed up"));
        on("rollbackDatabase", call -> new Result("rolled back"));
        on("verifyDatabaseBackup", call -> new Result("proven"));
        on("libraryResource", call -> Files.readString(Library.RESOURCES.resolve((String) call.argument())));
    }

    private static Object database(StepCall call) {
        return List.of(
                String.valueOf(call.argument("environment")),
                String.valueOf(call.argument("config")),
                String.valueOf(call.argument("target")));
    }

    /** Answers a step otherwise from now on. */
    Steps on(String step, Answer answer) {
        answers.put(step, answer);
        return this;
    }

    Object answer(StepCall call) throws Exception {
        calls.add(call);
        Answer answer = answers.get(call.step());
        if (answer == null) {
            throw new NoSuchMethodError("No such DSL method '" + call.step() + "' found");
        }
        return answer.to(call);
    }

    List<StepCall> calls(String step) {
        return calls.stream().filter(call -> call.step().equals(step)).toList();
    }

    /** All that was asked for, in order. */
    List<String> all() {
        return calls.stream().map(StepCall::toString).toList();
    }

    /** The names of the stages, in order. */
    List<Object> stages() {
        return calls("stage").stream().map(StepCall::argument).toList();
    }

    /** How many agents are held now. */
    int agents() {
        return calls("node").size() - calls("end of node").size();
    }

    /** What was asked of some steps, in order. */
    List<String> only(String... steps) {
        return calls.stream()
                .filter(call -> List.of(steps).contains(call.step()))
                .map(StepCall::toString)
                .toList();
    }
}
