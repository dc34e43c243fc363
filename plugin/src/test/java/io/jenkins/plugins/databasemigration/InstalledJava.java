package io.jenkins.plugins.databasemigration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Java of this machine, 17 or newer.
 *
 * @param version its feature version
 * @param home its folder
 */
record InstalledJava(int version, Path home) {
    private static final int OLDEST = 17;
    private static final Path LINUX = Path.of("/usr/lib/jvm");

    /** One of each version: the one that runs this test, what variables such as JAVA_21_HOME name, and what is installed. */
    static List<InstalledJava> all() {
        Map<Integer, InstalledJava> found = new LinkedHashMap<>();
        for (Path home : homes()) {
            int version = version(home);
            if (version >= OLDEST) {
                found.putIfAbsent(version, new InstalledJava(version, home));
            }
        }
        return List.copyOf(found.values());
    }

    Path program() {
        return program(home);
    }

    @Override
    public String toString() {
        return "Java " + version + " in " + home;
    }

    private static List<Path> homes() {
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        System.getenv().forEach((name, value) -> {
            if (name.matches("JAVA_(\\d+_HOME|HOME_\\d+_X64)")) {
                homes.add(Path.of(value));
            }
        });
        if (Files.isDirectory(LINUX)) {
            try (Stream<Path> installed = Files.list(LINUX)) {
                installed.sorted().forEach(homes::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return homes;
    }

    /** As the home itself says it; 0 where it is none. */
    private static int version(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(program(home)) || !Files.isRegularFile(release)) {
            return 0;
        }
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(release)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Runtime.Version.parse(version).feature();
    }

    private static Path program(Path home) {
        return home.resolve("bin/java");
    }
}
