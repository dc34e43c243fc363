package io.github.databasemigration.engine.run;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Names runs: sortable by time, unique, safe in file names and short enough for an application name. */
public final class RunId {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();

    private RunId() {}

    /** A new id, such as {@code 20261101-120000-3f9a}. */
    public static String next() {
        byte[] salt = new byte[2];
        RANDOM.nextBytes(salt);
        return TIME.format(Instant.now()) + "-" + HexFormat.of().formatHex(salt);
    }
}
