package io.github.databasemigration.engine.tool.liquibase;

import io.github.databasemigration.engine.configuration.LiquibaseSettings;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.fault.Named;
import io.github.databasemigration.engine.tool.jdbc.Lines;
import io.github.databasemigration.engine.tool.liquibase.bridge.KnownChangeSet;
import io.github.databasemigration.engine.tool.liquibase.bridge.KnownChangeSet.State;
import io.github.databasemigration.engine.tool.liquibase.bridge.Ran;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with a changelog, or between it and the history, in our words. */
final class HistoryFaults {
    private static final int NAMED = 5;

    private final LiquibaseSettings settings;
    private final Look look;
    private final List<Ran> history;

    HistoryFaults(LiquibaseSettings settings, Look look, List<Ran> history) {
        this.settings = settings;
        this.look = look;
        this.history = history;
    }

    /** Throws the gravest. */
    void check() {
        if (look.changeSets().isEmpty()) {
            throw new Fault(
                    FaultCode.LOCATION_EMPTY,
                    settings.changelog() + " holds no changeset.",
                    "Correct liquibase.changelog, or what the changelog includes.");
        }
        refuse(
                duplicates(),
                FaultCode.VERSION_DUPLICATE,
                "Several changesets have one name: %s.",
                "Give each its own id.");
        refuse(
                named(State.CHANGED),
                FaultCode.APPLIED_MIGRATION_CHANGED,
                "Applied changesets were changed afterwards: %s has another checksum than the one that was applied.",
                "Take the change back, and write it as a new changeset.");
        refuse(
                history.stream()
                        .filter(ran -> ran.changeSet().isEmpty())
                        .map(Ran::name)
                        .toList(),
                FaultCode.APPLIED_MIGRATION_MISSING,
                "Applied changesets are not in " + settings.changelog() + " any more: %s.",
                "Put them back from version control, or check that this is the branch to be deployed.");
        look.changelog().invalid().ifPresent(message -> {
            throw new Fault(
                    FaultCode.SCRIPT_UNREADABLE,
                    "Liquibase's validation: " + Lines.one(message) + ".",
                    "Correct what the message names.");
        });
    }

    private List<String> duplicates() {
        Set<String> seen = new HashSet<>();
        return look.changeSets().stream()
                .filter(changeSet -> changeSet.state() != State.LEFT_OUT)
                .map(KnownChangeSet::name)
                .filter(name -> !seen.add(name))
                .distinct()
                .toList();
    }

    private List<String> named(State state) {
        return look.changeSets().stream()
                .filter(changeSet -> changeSet.state() == state)
                .map(KnownChangeSet::name)
                .toList();
    }

    private static void refuse(List<String> names, FaultCode code, String what, String remedy) {
        if (!names.isEmpty()) {
            throw new Fault(code, String.format(what, Named.some(names, NAMED)), remedy);
        }
    }
}
