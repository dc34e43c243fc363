package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Since when the lock is held and by which process, said in the one way that works on every server and for every user:
 * by further locks. A session's own texts are shown to nobody unless performance_schema is on, and MariaDB has it off.
 *
 * <p>A number is written in binary, a lock for each 1, and one more lock says that all of them were taken. They end with
 * the session like the lock they belong to.
 */
final class LockSign {
    private static final int PROCESS_BITS = 24;
    private static final int COMPLETE = Long.SIZE - 1;
    /** Somebody who just died may still have a moment of dying before it. */
    private static final int WAIT_SECONDS = 1;

    private LockSign() {}

    static void write(Connection connection, LockName name, Holder holder, Instant since) throws SQLException {
        long process = holder.pid().orElse(0L) & ((1L << PROCESS_BITS) - 1);
        long number = since.getEpochSecond() << PROCESS_BITS | process;
        String taken = bits().filter(bit -> (number >> bit & 1) == 1)
                .mapToObj(bit -> "GET_LOCK('" + name.bit(bit) + "', " + WAIT_SECONDS + ")")
                .collect(Collectors.joining(" AND "));
        Rows.text(connection, "SELECT " + taken + " AND GET_LOCK('" + name.bit(COMPLETE) + "', " + WAIT_SECONDS + ")");
    }

    /** What a session wrote, if it wrote all of it. */
    static Optional<LockSign.Read> read(Connection connection, LockName name, long session) throws SQLException {
        String number = bits().mapToObj(
                        bit -> "IF(IS_USED_LOCK('" + name.bit(bit) + "') = " + session + ", " + (1L << bit) + ", 0)")
                .collect(Collectors.joining(" + "));
        String complete = "IS_USED_LOCK('" + name.bit(COMPLETE) + "') = " + session;
        return Optional.ofNullable(Rows.text(connection, "SELECT IF(" + complete + ", " + number + ", NULL)"))
                .map(Long::valueOf)
                .map(LockSign::decode);
    }

    private static Read decode(long number) {
        long process = number & ((1L << PROCESS_BITS) - 1);
        return new Read(
                Instant.ofEpochSecond(number >> PROCESS_BITS), process == 0 ? Optional.empty() : Optional.of(process));
    }

    private static IntStream bits() {
        return IntStream.range(0, COMPLETE);
    }

    /** @param since when the lock was taken, to the second; {@code process} the process id, absent if it was not told */
    record Read(Instant since, Optional<Long> process) {}
}
