package io.github.databasemigration.engine.platform;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The platforms there are. */
public final class Platforms {
    private final List<Platform> platforms;

    /** Knows exactly these platforms. */
    public Platforms(List<Platform> platforms) {
        this.platforms = List.copyOf(platforms);
    }

    /** The platforms that this class's loader can see, so that a plugin's own loader works too. */
    public static Platforms installed() {
        return new Platforms(ServiceLoader.load(Platform.class, Platforms.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /** The platform that speaks to a JDBC URL. Fault: {@code UNSUPPORTED}. */
    public Platform find(String jdbcUrl) {
        return platforms.stream()
                .filter(platform -> platform.accepts(jdbcUrl))
                .findFirst()
                .orElseThrow(() -> new Fault(
                        FaultCode.UNSUPPORTED,
                        "No supported database has a URL that begins with \"" + scheme(jdbcUrl) + "\".",
                        "Use the JDBC URL of one of: "
                                + platforms.stream()
                                        .map(Platform::name)
                                        .sorted()
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    /** Only the beginning, for the rest may hold a password that somebody put there by mistake. */
    private static String scheme(String url) {
        int first = url.indexOf(':');
        int second = url.startsWith("jdbc:") ? url.indexOf(':', first + 1) : first;
        return second < 0 ? "" : url.substring(0, second + 1);
    }
}
