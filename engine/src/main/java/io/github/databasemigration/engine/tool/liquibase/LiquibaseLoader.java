package io.github.databasemigration.engine.tool.liquibase;

import io.github.databasemigration.engine.tool.liquibase.bridge.Bridge;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * Has Liquibase and its libraries, whatever their versions, and of this program only what speaks with it: neither sees the
 * other's libraries.
 */
final class LiquibaseLoader extends URLClassLoader {
    private static final String BRIDGE = Bridge.class.getPackageName() + ".";
    private static final String INSIDE =
            LiquibaseLoader.class.getPackageName() + ".inside."; // Its classes are only ever named as text here.

    static {
        registerAsParallelCapable();
    }

    LiquibaseLoader(List<URL> jars) {
        super("liquibase", jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** The bridge. {@link LinkageError} or {@link ReflectiveOperationException} where there is no usable Liquibase. */
    Bridge bridge() throws ReflectiveOperationException {
        return loadClass(INSIDE + "LiquibaseBridge")
                .asSubclass(Bridge.class)
                .getConstructor()
                .newInstance();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(BRIDGE)) {
            return LiquibaseLoader.class.getClassLoader().loadClass(name);
        }
        return name.startsWith(INSIDE) ? inside(name) : super.findClass(name);
    }

    private Class<?> inside(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        try (InputStream in = LiquibaseLoader.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
