package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** A real database in which something happens between a restore, into a scratch copy or itself, and the comparison. */
final class Meanwhile {
    /** Scratch copies that were made and not closed. */
    final AtomicInteger open = new AtomicInteger();

    private final Database real;
    private final String after;
    private final Runnable happening;

    /** It happens when a scratch copy was made. */
    Meanwhile(Database real, Runnable happening) {
        this(real, "restoreToScratch", happening);
    }

    /** @param after the method of {@link Dumps} after which it happens */
    Meanwhile(Database real, String after, Runnable happening) {
        this.real = real;
        this.after = after;
        this.happening = happening;
    }

    Database database() {
        return wrapped(
                Database.class, real, (method, result) -> method.equals("dumps") ? dumps((Dumps) result) : result);
    }

    private Dumps dumps(Dumps dumps) {
        return wrapped(Dumps.class, dumps, (method, result) -> {
            if (method.equals(after)) {
                happening.run();
            }
            return method.equals("restoreToScratch") ? scratch((Dumps.Scratch) result) : result;
        });
    }

    private Dumps.Scratch scratch(Dumps.Scratch scratch) {
        open.incrementAndGet();
        return wrapped(Dumps.Scratch.class, scratch, (method, result) -> {
            if (method.equals("close")) {
                open.decrementAndGet();
            }
            return result;
        });
    }

    private interface Then {
        Object happens(String method, Object result);
    }

    private static <T> T wrapped(Class<T> type, T real, Then then) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return then.happens(method.getName(), method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
