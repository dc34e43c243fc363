package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.json.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The keys of the advisory locks: the first eight bytes, big-endian, of the SHA-256 of a name in UTF-8.
 *
 * <p>Advisory locks of PostgreSQL belong to the database in which they are taken, so one key serves all databases of a
 * server. The server shows them in {@code pg_locks}, upper half in {@code classid}, lower half in {@code objid}.
 *
 * @param value what {@code pg_try_advisory_lock(bigint)} takes
 */
record LockKey(long value) {
    /** Held, in the database itself, by whoever changes its schema. */
    static final LockKey MIGRATION = of("io.github.databasemigration.lock");

    /** Finds, in {@code pg_locks l}, the holders of a key given as a parameter. */
    static final String HELD = "l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted"
            + " AND (CAST(l.classid AS bigint) << 32) | CAST(l.objid AS bigint) = ?";

    /** Held by whoever changes this schema, besides its share of {@link #MIGRATION}. */
    static LockKey ofSchema(String schema) {
        return of("io.github.databasemigration.lock schema " + schema);
    }

    /** Held, in a maintenance database, by whoever replaces the database of this name by a restored one. */
    static LockKey replacing(String database) {
        return of("io.github.databasemigration.replacing " + database);
    }

    private static LockKey of(String name) {
        byte[] hash = Sha256.digest().digest(name.getBytes(StandardCharsets.UTF_8));
        return new LockKey(ByteBuffer.wrap(hash).getLong());
    }
}
