package io.github.databasemigration.engine.tool.liquibase;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.tool.liquibase.bridge.KnownChangeSet;
import io.github.databasemigration.engine.tool.liquibase.bridge.Ran;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Where to go, in the words that people use for it: a changeset as Liquibase names it, its id alone where no other has it,
 * a tag, and on the way back {@code base}, {@code count:2} or {@code date:2026-11-23T08:00}.
 */
final class Goal {
    /** The goal before the first changeset; the other tools have the same word. */
    static final String BASE = "base";

    private static final String COUNT = "count:";
    private static final String DATE = "date:";

    private final List<KnownChangeSet> changeSets;

    Goal(List<KnownChangeSet> changeSets) {
        this.changeSets = changeSets;
    }

    /** The place of a changeset; -1 where there is none of that name, id or tag, or several have the id. */
    int place(String goal) {
        List<Integer> found = IntStream.range(0, changeSets.size())
                .filter(i -> means(goal, changeSets.get(i)))
                .boxed()
                .toList();
        return found.size() == 1 ? found.get(0) : -1;
    }

    private static boolean means(String goal, KnownChangeSet changeSet) {
        return changeSet.name().equals(goal)
                || changeSet.id().equals(goal)
                || changeSet.tags().contains(goal);
    }

    /** How many rows of a history stay, from the oldest. Fault {@code TARGET_UNKNOWN}. */
    int staying(String goal, List<Ran> history) {
        if (goal.equals(BASE)) {
            return 0;
        }
        if (goal.startsWith(COUNT)) {
            return Math.max(0, history.size() - count(goal));
        }
        if (goal.startsWith(DATE)) {
            LocalDateTime date = date(goal);
            return (int) history.stream()
                    .takeWhile(
                            ran -> ran.when().filter(when -> when.isAfter(date)).isEmpty())
                    .count();
        }
        int place = place(goal);
        return IntStream.range(0, history.size())
                        .filter(i -> history.get(i).tag().filter(goal::equals).isPresent()
                                || (place >= 0 && history.get(i).changeSet().equals(OptionalInt.of(place))))
                        .reduce((older, newer) -> newer)
                        .orElseThrow(() -> unknown(goal))
                + 1;
    }

    private static int count(String goal) {
        try {
            int count = Integer.parseInt(goal.substring(COUNT.length()));
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw unknown(goal);
    }

    private static LocalDateTime date(String goal) {
        String text = goal.substring(DATE.length());
        try {
            return text.contains("T")
                    ? LocalDateTime.parse(text)
                    : LocalDate.parse(text).atStartOfDay();
        } catch (DateTimeParseException e) {
            throw unknown(goal);
        }
    }

    static Fault unknown(String goal) {
        return new Fault(
                FaultCode.TARGET_UNKNOWN,
                "No changeset is called " + goal + ", or more than one is, and no tag.",
                "Name one as file::id::author, or its id if no other has it, or a tag; to go back also " + BASE
                        + ", count:2 or date:2026-11-23T08:00.");
    }
}
