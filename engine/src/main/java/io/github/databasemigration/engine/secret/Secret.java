package io.github.databasemigration.engine.secret;

/** A password. It prints as asterisks; {@link #reveal()} is called only where it leaves for a server. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Wraps a password. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The password itself: never for a log, a file, an argument or an exception. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "****";
    }
}
