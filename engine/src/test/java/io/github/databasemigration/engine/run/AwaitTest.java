package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwaitTest {
    @TempDir
    Path folder;

    @Test
    void returnsAtOnceWhereTheVersionIsThere() {
        Project project = new Project(folder, Tool.FLYWAY, Server.SQLITE).good(1, 2);
        project.migrate();
        assertThat(Await.version(project.order(), Optional.of("1"), Duration.ZERO, RunListener.NONE))
                .contains("2");
        assertThat(Await.version(project.order(), Optional.empty(), Duration.ZERO, RunListener.NONE))
                .contains("2");
    }

    @Test
    void waitsForSomebodyElseToMigrate() throws Exception {
        Project project = new Project(folder, Tool.FLYWAY, Server.POSTGRESQL).good(1, 1);
        CountDownLatch looked = new CountDownLatch(1);
        CompletableFuture<Optional<String>> waiting = CompletableFuture.supplyAsync(() ->
                Await.version(project.order(), Optional.of("1"), Duration.ofMinutes(1), event -> looked.countDown()));
        assertThat(looked.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(waiting).isNotDone();
        project.migrate();
        assertThat(waiting.get(1, TimeUnit.MINUTES)).contains("1");
    }

    @Test
    void givesUpAfterItsTimeAndSaysWhatItSaw() {
        Project project = new Project(folder, Tool.FLYWAY, Server.SQLITE).good(1, 1);
        Fault fault = catchThrowableOfType(
                Fault.class,
                () -> Await.version(project.order(), Optional.of("7"), Duration.ofMillis(1), RunListener.NONE));
        assertThat(fault.code()).isEqualTo(FaultCode.AWAIT_TIMED_OUT);
        assertThat(fault.getMessage())
                .contains("version 7")
                .contains("1 pending")
                .contains("nobody is migrating");
    }
}
