package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.event.Blocker;
import io.github.databasemigration.engine.event.RunEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventLinesTest {
    @Test
    void sayWhoHoldsALock() {
        Blocker forgotten = new Blocker(
                "4711",
                Optional.of("shop"),
                Optional.of(Duration.ofSeconds(31)),
                Optional.of("idle in transaction"),
                Optional.of("9f2c51d0a7e4"),
                true);
        Blocker unknown =
                new Blocker("4712", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

        assertThat(EventLines.line(new RunEvent.LockAwaited("12", 1, List.of(forgotten, unknown))))
                .contains("12, statement 1: waits for a lock that session 4711 (user shop, idle in transaction,"
                        + " transaction of 31 s, query 9f2c51d0a7e4), perhaps session 4712 holds.");
        assertThat(EventLines.line(new RunEvent.LockAwaited("12", 1, List.of())))
                .contains("12, statement 1: waits for a lock that somebody holds whom the server does not show to this"
                        + " user.");
    }

    @Test
    void sayWhetherItIsTriedAgain() {
        Duration waited = Duration.ofMillis(5012);

        assertThat(EventLines.line(new RunEvent.LockTimedOut("12", 1, 1, waited, Optional.of(Duration.ofMillis(3140)))))
                .contains("12, statement 1: no lock after 5.0 s in attempt 1; tries again in 3.1 s.");
        assertThat(EventLines.line(new RunEvent.LockTimedOut("12", 1, 2, waited, Optional.empty())))
                .contains("12, statement 1: no lock after 5.0 s in attempt 2; gives up.");
    }
}
