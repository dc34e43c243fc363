package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.json.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * What the locks of one database are called on its server, which knows them by name across all databases and takes 64
 * characters of it.
 */
final class LockName {
    private static final String PREFIX = "database-migration:";
    private static final int LONGEST = 64;
    private static final int HASH = 32;

    private final String database;

    LockName(String database) {
        this.database = database;
    }

    /** The lock that is the right to migrate. */
    String right() {
        String name = PREFIX + database;
        return name.length() <= LONGEST ? name : PREFIX + hash();
    }

    /** The lock that stands for one bit of what the holder says about itself. */
    String bit(int bit) {
        return PREFIX + hash() + ":" + bit;
    }

    private String hash() {
        return Sha256.hex(database.getBytes(StandardCharsets.UTF_8)).substring(0, HASH);
    }
}
