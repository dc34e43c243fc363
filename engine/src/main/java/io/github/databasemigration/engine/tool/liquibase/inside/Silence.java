package io.github.databasemigration.engine.tool.liquibase.inside;

import java.lang.reflect.Proxy;
import liquibase.logging.LogService;
import liquibase.logging.Logger;

/**
 * Swallows what Liquibase logs, which may hold SQL with secrets in it and would end up in the output of whoever uses the
 * engine. All that matters comes back as results and exceptions. Proxies, for these interfaces grow with each version.
 */
final class Silence {
    private static final Logger LOGGER = silent(Logger.class, null);

    private Silence() {}

    static LogService logService() {
        return silent(LogService.class, LOGGER);
    }

    private static <T> T silent(Class<T> type, Logger logger) {
        return type.cast(Proxy.newProxyInstance(
                Silence.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        method.getName().equals("getLog") ? logger : nothing(method.getReturnType())));
    }

    private static Object nothing(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        return type == int.class ? 0 : null;
    }
}
