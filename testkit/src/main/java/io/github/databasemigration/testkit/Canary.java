package io.github.databasemigration.testkit;

/** A password with every character that breaks careless quoting; it must never turn up in any output. */
public final class Canary {
    /** The password of every test user. */
    public static final String PASSWORD = "cAnArY'\"\\$&%@:/ ü";

    private Canary() {}
}
