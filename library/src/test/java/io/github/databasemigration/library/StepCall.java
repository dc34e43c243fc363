package io.github.databasemigration.library;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A step that a pipeline wants to be run. */
public record StepCall(String step, List<Object> arguments) implements Serializable {
    /** Its only argument. */
    Object argument() {
        return arguments.get(0);
    }

    /** One of its named arguments. */
    Object argument(String name) {
        return ((Map<?, ?>) argument()).get(name);
    }

    /** As in a Jenkinsfile, without brackets and quotes. */
    @Override
    public String toString() {
        return (step + " " + arguments.stream().map(StepCall::text).collect(Collectors.joining(", "))).strip();
    }

    private static String text(Object argument) {
        if (argument instanceof Map<?, ?> named) {
            return named.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + entry.getValue())
                    .collect(Collectors.joining(", "));
        }
        return String.valueOf(argument);
    }
}
