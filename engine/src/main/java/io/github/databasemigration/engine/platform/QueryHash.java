package io.github.databasemigration.engine.platform;

import io.github.databasemigration.engine.json.Sha256;
import io.github.databasemigration.engine.plan.SqlWords;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Names a query without telling it: the same hash whatever numbers and strings are in it. */
public final class QueryHash {
    private static final int LENGTH = 12;

    private QueryHash() {}

    /** The hash; empty where there is no text. */
    public static Optional<String> of(String sql) {
        if (sql == null || sql.isBlank()) {
            return Optional.empty();
        }
        String words = String.join(" ", SqlWords.of(sql));
        return Optional.of(Sha256.hex(words.getBytes(StandardCharsets.UTF_8)).substring(0, LENGTH));
    }
}
