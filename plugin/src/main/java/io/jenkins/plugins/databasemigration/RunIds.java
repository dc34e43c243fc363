package io.jenkins.plugins.databasemigration;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Names runs as the command line does, so that Jenkins knows the name of one before it begins. */
final class RunIds {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();

    private RunIds() {}

    static String next() {
        byte[] salt = new byte[3];
        RANDOM.nextBytes(salt);
        return TIME.format(Instant.now()) + "-" + HexFormat.of().formatHex(salt);
    }
}
