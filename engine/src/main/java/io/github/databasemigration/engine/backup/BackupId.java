package io.github.databasemigration.engine.backup;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A backup's name: the UTC time it was begun, to the millisecond, and six random hex digits, such as
 * {@code 20261122T163501123Z-4f2a9c}.
 *
 * <p>Names sort by time as text, are safe as a file name and on a command line, and two takers do not meet in one. They
 * need not be secret: whoever can read the folder can list it.
 */
final class BackupId {
    private static final Pattern FORM = Pattern.compile("[0-9]{8}T[0-9]{9}Z-[0-9a-f]{6}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS");

    private BackupId() {}

    static String create(Clock clock) {
        String time = TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
        return time + "Z-" + String.format("%06x", ThreadLocalRandom.current().nextInt(1 << 24));
    }

    /** The time in a name; empty if the text is not a backup's name. */
    static Optional<Instant> time(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(text.substring(0, text.indexOf('Z')), TIME)
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
