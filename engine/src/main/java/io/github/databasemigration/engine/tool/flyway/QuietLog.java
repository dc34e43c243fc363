package io.github.databasemigration.engine.tool.flyway;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/**
 * Swallows what Flyway says. All that matters comes back as results, exceptions and callbacks; the rest would end up in
 * the output of whoever uses the engine.
 *
 * <p>Flyway makes it by its name, hence the public class and constructor.
 */
public final class QuietLog implements LogCreator, Log {
    /** For Flyway. */
    public QuietLog() {}

    @Override
    public Log createLogger(Class<?> owner) {
        return this;
    }

    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {}

    @Override
    public void error(String message) {}

    @Override
    public void error(String message, Exception e) {}

    @Override
    public void notice(String message) {}
}
