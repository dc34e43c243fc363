package io.github.databasemigration.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands, giving those that want it the console and the way to stop. */
final class Factory implements IFactory {
    private final Console console;
    private final Stop stop;

    Factory(Console console, Stop stop) {
        this.console = console;
        this.stop = stop;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 2
                    && constructor.getParameterTypes()[0] == Console.class
                    && constructor.getParameterTypes()[1] == Stop.class) {
                return type.cast(constructor.newInstance(console, stop));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }
}
