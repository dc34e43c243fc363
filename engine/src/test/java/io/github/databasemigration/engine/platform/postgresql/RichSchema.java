package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A database with every kind of object that its owner may create, and some rows. */
final class RichSchema {
    private RichSchema() {}

    static TestDatabase create() {
        try (InputStream file = RichSchema.class.getResourceAsStream("rich-schema.sql")) {
            String script = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            TestDatabase owned = PostgresServer.shared().createDatabase();
            // Simple mode, for the driver does not take a function with a parsed body apart from what follows it.
            new TestDatabase(owned.jdbcUrl() + "?preferQueryMode=simple", owned.name(), owned.user(), owned.password())
                    .execute(script);
            return owned;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
