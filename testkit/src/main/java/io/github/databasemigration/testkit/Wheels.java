package io.github.databasemigration.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packages for pip, made of what Debian installed, so that no network takes part. They depend on nothing. */
public final class Wheels {
    private static final Path INSTALLED = Path.of("/usr/lib/python3/dist-packages");

    private final Path folder;

    /** @param folder where they are put */
    public Wheels(Path folder) {
        this.folder = folder;
    }

    /** All that an Alembic project on SQLite or PostgreSQL needs. */
    public Wheels alembic() throws IOException {
        wheel("alembic", "1.8.1", "alembic", "mako", "markupsafe");
        wheel("sqlalchemy", "1.4.46", "sqlalchemy");
        return wheel("psycopg2_binary", "2.9.5", "psycopg2");
    }

    /** A wheel is a zip with three small files beside the packages. */
    public Wheels wheel(String name, String version, String... packages) throws IOException {
        String info = name + "-" + version + ".dist-info/";
        Path file = folder.resolve(name + "-" + version + "-py3-none-any.whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String each : packages) {
                add(zip, INSTALLED.resolve(each));
            }
            add(zip, info + "METADATA", "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
            add(zip, info + "WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
            add(zip, info + "RECORD", "");
            if (name.equals("alembic")) {
                add(zip, info + "entry_points.txt", "[console_scripts]\nalembic = alembic.config:main\n");
            }
        }
        return this;
    }

    /** The variables that let pip look here and nowhere else. */
    public Map<String, String> environment() {
        return Map.of("PIP_NO_INDEX", "1", "PIP_FIND_LINKS", folder.toString());
    }

    private static void add(ZipOutputStream zip, Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().contains("__pycache__")) {
                    zip.putNextEntry(new ZipEntry(INSTALLED.relativize(file).toString()));
                    Files.copy(file, zip);
                    zip.closeEntry();
                }
            }
        }
    }

    private static void add(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
