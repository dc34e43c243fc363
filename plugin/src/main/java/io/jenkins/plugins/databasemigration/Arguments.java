package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Arguments of the command line, each option joined with its value so that no value can be taken for an option. */
final class Arguments implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> list = new ArrayList<>();

    Arguments(String command) {
        list.add(command);
    }

    private Arguments(List<String> arguments) {
        list.addAll(arguments);
    }

    Arguments copy() {
        return new Arguments(list);
    }

    Arguments flag(String option) {
        list.add(option);
        return this;
    }

    /** An option, unless there is no value for it. */
    Arguments option(String option, @CheckForNull String value) {
        if (value != null) {
            list.add(option + "=" + value);
        }
        return this;
    }

    /** A field of the configuration, unless there is no value for it. */
    Arguments field(String field, @CheckForNull String value) {
        return option("--set", value == null ? null : field + "=" + value);
    }

    List<String> list() {
        return List.copyOf(list);
    }
}
