package io.github.databasemigration.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the names of targets come from, and which are none. */
class TargetNamesTest {
    private static final TestDatabase DATABASE = PostgresServer.shared().createDatabase();

    @TempDir
    private Path folder;

    private FleetProject project(String targets) {
        return FleetProject.ofSchemas(folder, DATABASE).good(1).targets("of: schemas, " + targets);
    }

    @Test
    void theyAreListedQueriedOrInAFile() {
        assertThat(project("list: [b, a, 007]").fleet().names()).containsExactly("b", "a", "007");
        assertThat(project("query: \"VALUES ('z'), ('a')\"").fleet().names()).containsExactly("z", "a");
        assertThat(project("file: tenants.txt")
                        .file("tenants.txt", "# customers\nacme\n\n  beta  \n")
                        .fleet()
                        .names())
                .containsExactly("acme", "beta");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query: \"SELECT 'a' WHERE false\"",
                "query: \"VALUES ('a'), ('A')\"",
                "query: \"VALUES ('a'), (NULL)\"",
                "query: \"SELECT nothing\"",
                "query: \"DROP TABLE IF EXISTS public.a\"",
                "file: nowhere.txt",
                "file: empty.txt",
            })
    void whatNamesNoTargetsIsRefused(String targets) {
        FleetProject project = project(targets).file("empty.txt", "# nobody\n");

        assertThatThrownBy(project::fleet).isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.code())
                .isEqualTo(FaultCode.CONFIGURATION_INVALID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../up",
                "a/b",
                "a..b",
                "-rf",
                ".hidden",
                "a b",
                "a;DROP SCHEMA public",
                "a\"b",
                "a%2e",
                "a?user=root",
                "a&sslmode=disable",
                "a{target}",
                "${HOME}",
                "ü",
                "a\\b",
                "a@b",
                "a,b",
                "a123456789a123456789a123456789a123456789a123456789a123456789abcd"
            })
    void aHostileNameIsRefusedAndNotRepeated(String name) {
        FleetProject project = project("file: tenants.txt").file("tenants.txt", "good\n" + name + "\n");

        assertThatThrownBy(project::fleet).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.code()).isEqualTo(FaultCode.CONFIGURATION_INVALID);
            assertThat(fault.getMessage()).doesNotContain(name);
        });
    }

    @Test
    void aCanaryThatIsNotAmongThemIsRefused() {
        assertThatThrownBy(project("list: [a, b]").with("rollout: {canary: c}")::fleet)
                .hasMessageContaining("the canary c");
    }
}
