package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.platform.Holder;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApplicationNameTest {
    @Test
    void theHolderIsReadBack() {
        Holder holder = new Holder("shop/main: a@b #12", "build7.example", Optional.of(42L), run("r1"), since());
        assertThat(ApplicationName.parse(ApplicationName.ofLock(holder), since()))
                .isEqualTo(holder);
    }

    @Test
    void aHolderWithoutProcessAndRunIsReadBack() {
        Holder holder = new Holder("ann", "build7", Optional.empty(), Optional.empty(), since());
        assertThat(ApplicationName.parse(ApplicationName.ofLock(holder), since()))
                .isEqualTo(holder);
    }

    @Test
    void whatIsTooLongIsCutWhereItHurtsLeast() {
        String who = "a-team/a-service/a-branch-with-a-name #1234";
        String host = "agent-0123456789abcdef.build.example.com";
        String name = ApplicationName.ofLock(
                new Holder(who, host, Optional.of(1234567L), run("20261122T163900Z-a1b2"), Optional.empty()));
        assertThat(name).hasSize(63);
        Holder read = ApplicationName.parse(name, Optional.empty());
        assertThat(read.pid()).contains(1234567L);
        assertThat(read.run()).contains("20261122T163900Z-a1b2");
        assertThat(who).startsWith(read.who());
        assertThat(host).startsWith(read.host());
        assertThat(read.who().length()).isGreaterThan(10);
        assertThat(read.host().length()).isGreaterThan(10);
    }

    @Test
    void onlyAsciiIsSentForTheServerKeepsNoOther() {
        Holder holder = new Holder("jürgen\n", "büro", Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(ApplicationName.ofLock(holder)).isEqualTo("j?rgen?@b?ro::");
        assertThat(ApplicationName.ofSession(holder)).isEqualTo("migrate-database");
    }

    @Test
    void aForeignNameIsTakenAsItIs() {
        assertThat(ApplicationName.parse("psql", Optional.empty()).who()).isEqualTo("psql");
        assertThat(ApplicationName.parse("", Optional.empty()).who()).isEqualTo("unknown");
        assertThat(ApplicationName.parse("a:b@c", Optional.empty()).who()).isEqualTo("a:b@c");
    }

    private static Optional<String> run(String run) {
        return Optional.of(run);
    }

    private static Optional<Instant> since() {
        return Optional.of(Instant.EPOCH);
    }
}
