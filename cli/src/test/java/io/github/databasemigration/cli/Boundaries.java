package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.cli.Boundary.Place;
import io.github.databasemigration.testkit.Tap.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All boundaries of a run, from what was heard of one that nobody disturbed. */
final class Boundaries {
    private static final List<Victim> AT_A_MESSAGE = List.of(Victim.ENGINE, Victim.SERVER, Victim.CONNECTION);

    /** With it the backup begins on PostgreSQL, in a session that has asked other things before. */
    private static final String EXPORTS_SNAPSHOT = "pg_export_snapshot";

    /** What only the programs say that dump. */
    private static final Pattern DUMPS = Pattern.compile("SET TRANSACTION SNAPSHOT|mysqldump|mariadb-dump");

    private static final Pattern BEGINS =
            Pattern.compile("(UPDATE|CREATE TABLE) (database_migration_in_progress|step_)");

    private Boundaries() {}

    /** @param err what {@link WriteCrash} and the program said */
    static List<Boundary> of(List<Message> messages, String err) {
        List<Place> places = places(messages);
        List<Boundary> all = new ArrayList<>();
        for (Victim victim : AT_A_MESSAGE) {
            for (int message = 0; message < places.size(); message++) {
                all.add(new Boundary(victim, places.get(message), message + 1, false));
                all.add(new Boundary(victim, places.get(message), message + 1, true));
            }
        }
        List<Place> writes = writes(err);
        for (int write = 0; write < writes.size(); write++) {
            all.add(new Boundary(Victim.WRITE, writes.get(write), write + 1, true));
        }
        return all;
    }

    private static List<Place> places(List<Message> messages) {
        Set<Integer> dumping = messages.stream()
                .filter(message -> DUMPS.matcher(message.text()).find())
                .map(Message::connection)
                .collect(Collectors.toSet());
        int backup = first(
                messages,
                0,
                message ->
                        dumping.contains(message.connection()) || message.text().contains(EXPORTS_SNAPSHOT));
        int looking = last(messages, message -> dumping.contains(message.connection())) + 1;
        int migrating = first(
                messages, looking, message -> BEGINS.matcher(message.text()).find());
        int inserted = last(messages, message -> message.text().contains("INSERT INTO applied"));
        int committed = first(messages, inserted, message -> message.text().contains("COMMIT")) + 1;
        return IntStream.range(0, messages.size())
                .mapToObj(message -> message < backup
                        ? Place.LOOK
                        : message < looking
                                ? Place.BACKUP
                                : message < migrating
                                        ? Place.SECOND_LOOK
                                        : message < committed ? Place.MIGRATIONS : Place.AFTERWARDS)
                .toList();
    }

    private static List<Place> writes(String err) {
        return err.lines()
                .filter(line -> line.startsWith(WriteCrash.COUNTED))
                .flatMapToInt(
                        line -> line.substring(WriteCrash.COUNTED.length()).chars())
                .mapToObj(letter -> letter == 'j' ? Place.JOURNAL : Place.FILES)
                .toList();
    }

    private static int first(List<Message> messages, int from, Predicate<Message> wanted) {
        int first = from;
        while (!wanted.test(messages.get(first))) {
            first++;
        }
        return first;
    }

    private static int last(List<Message> messages, Predicate<Message> wanted) {
        int last = messages.size() - 1;
        while (last >= 0 && !wanted.test(messages.get(last))) {
            last--;
        }
        assertThat(last).as("the message looked for").isNotNegative();
        return last;
    }
}
