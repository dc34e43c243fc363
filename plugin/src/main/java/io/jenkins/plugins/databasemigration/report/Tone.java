package io.jenkins.plugins.databasemigration.report;

/** How good or bad something is, for the symbol beside the words that say it. */
public enum Tone {
    GOOD("symbol-status-blue"),
    WARN("symbol-status-yellow"),
    BAD("symbol-status-red"),
    CALM("symbol-status-nobuilt");

    private final String symbol;

    Tone(String symbol) {
        this.symbol = symbol;
    }

    /** One of Jenkins's own symbols. */
    public String getSymbol() {
        return symbol;
    }
}
