package io.github.databasemigration.engine.platform;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** What stands between a driver and its user: the same interface, with a word in every call. */
@FunctionalInterface
public interface Interception {
    /** Answers a call, or hands it on with {@link #call}. */
    Object handle(Method method, Object[] arguments) throws Throwable;

    /** An object whose every call is handled here. */
    static <T> T of(Class<T> type, Interception interception) {
        return type.cast(Proxy.newProxyInstance(
                Interception.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> interception.handle(method, arguments)));
    }

    /** Hands a call on; throws what it throws. */
    static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
