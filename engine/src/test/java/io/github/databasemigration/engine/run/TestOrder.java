package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.configuration.Configuration;
import io.github.databasemigration.engine.configuration.Environment;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.KeptSessions;
import io.github.databasemigration.engine.secret.Credentials;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.secret.Secret;
import io.github.databasemigration.testkit.TestDatabase;
import java.util.Optional;

/** What a test orders, as the user of its database. */
public final class TestOrder {
    /** Closed by nobody: there are few, and the tests of a process share them. */
    private static final KeptSessions KEPT = new KeptSessions();

    private TestOrder() {}

    public static Order of(
            Configuration configuration, Environment environment, TestDatabase database, Cancellation cancellation) {
        return new Order(
                configuration,
                environment,
                new Credentials(
                        Optional.of(database.user()).filter(user -> !user.isEmpty()),
                        Optional.of(database.password())
                                .filter(password -> !password.isEmpty())
                                .map(Secret::of)),
                Redactor.NONE,
                System.getenv(),
                new Holder(
                        "tester",
                        "localhost",
                        Optional.of(ProcessHandle.current().pid()),
                        Optional.of(RunId.next()),
                        Optional.empty()),
                cancellation,
                KEPT);
    }
}
