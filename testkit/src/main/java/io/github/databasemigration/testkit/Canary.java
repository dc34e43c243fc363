package io.github.databasemigration.testkit;

/** A password with every character that breaks careless quoting; it must never turn up in any output. */
public final class Canary {
    /**
     * The password of every test user. It is spelled backwards here, so that a search through everything a test run
     * wrote, compiled classes too, finds only real leaks.
     */
    public static final String PASSWORD =
            new StringBuilder("ü /:@%&$\\\"'yRaNaC").reverse().toString();

    private Canary() {}
}
