package io.github.databasemigration.testkit;

import java.util.List;

/** A password with every character that breaks careless quoting; it must never turn up in any output. */
public final class Canary {
    /**
     * The password of every test user. Its characters stand one by one here, so that a search through everything a test run
     * wrote, compiled classes too, finds only real leaks.
     */
    public static final String PASSWORD = String.valueOf(
            new char[] {'C', 'a', 'N', 'a', 'R', 'y', '\'', '"', '\\', '$', '&', '%', '@', ':', '/', ' ', 'ü'});

    private static final SecretScan SCAN = new SecretScan(PASSWORD);

    private Canary() {}

    /** The forms of it that occur in a text, by their names: none, if all is well. */
    public static List<String> in(Object text) {
        return SCAN.in(String.valueOf(text));
    }
}
