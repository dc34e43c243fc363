package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.SessionTimeouts;
import io.github.databasemigration.engine.secret.Credentials;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.secret.Secret;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How the tests reach a database of the real server. */
final class Opened {
    static final Holder HOLDER =
            new Holder("ann", "build7", Optional.of(4711L), Optional.of("r-20261122-1"), Optional.empty());
    static final SessionTimeouts TIMEOUTS = new SessionTimeouts(Duration.ofMillis(1500), Duration.ofSeconds(90));

    private Opened() {}

    static PostgresServer server() {
        return PostgresServer.shared();
    }

    static Connecting connecting(TestDatabase database) {
        return connecting(database, HOLDER);
    }

    static Connecting connecting(TestDatabase database, Holder holder) {
        return connecting(database, holder, new Cancellation());
    }

    static Connecting connecting(TestDatabase database, Holder holder, Cancellation cancellation) {
        Credentials credentials =
                new Credentials(Optional.of(database.user()), Optional.of(Secret.of(database.password())));
        return new Connecting(
                database.jdbcUrl(), credentials, TIMEOUTS, holder, Map.of(), Redactor.of(credentials), cancellation);
    }

    static Database open(TestDatabase database) {
        return new PostgresqlPlatform().open(connecting(database));
    }
}
