package io.github.databasemigration.engine.platform.h2;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.h2.engine.ConnectionInfo;
import org.h2.message.DbException;

/**
 * A JDBC URL of H2 in its parts.
 *
 * @param url as it was given
 * @param place where the database lives
 * @param server host and port, the absolute file, or {@code mem}
 * @param database its name there
 */
record H2Address(String url, Place place, String server, String database) {
    static final String SCHEME = "jdbc:h2:";

    private static final String SUFFIX = ".mv.db";
    private static final Pattern NOT_FOR_COPIES = Pattern.compile(
            ";(?:IFEXISTS|FORBID_CREATION|AUTO_SERVER|AUTO_SERVER_PORT|ACCESS_MODE_DATA|DB_CLOSE_DELAY|DB_CLOSE_ON_EXIT"
                    + "|FILE_LOCK|AUTO_RECONNECT|INIT)=(?:\\\\.|[^;\\\\])*",
            Pattern.CASE_INSENSITIVE);
    private static final String IF_EXISTS = ";IFEXISTS=TRUE";

    /** Where an H2 database lives. */
    enum Place {
        FILE,
        MEMORY,
        SERVER
    }

    static H2Address parse(String url) {
        String settings = url.toUpperCase(Locale.ROOT);
        if (settings.contains(";USER=") || settings.contains(";PASSWORD=")) {
            throw invalid("The JDBC URL holds a user or password, and URLs are shown in plans and logs.");
        }
        ConnectionInfo info;
        String name;
        try {
            info = new ConnectionInfo(url, null, "", null);
            name = info.getName();
        } catch (DbException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // H2 trips over some URLs rather than refuse them.
            throw invalid("The JDBC URL cannot be read.");
        }
        if (info.isRemote()) {
            // H2 takes the URL without the slashes, too.
            String address = name.startsWith("//") ? name.substring("//".length()) : name;
            int slash = address.indexOf('/');
            if (slash < 0 || address.contains(",")) {
                throw invalid("The JDBC URL does not name one database of one server.");
            }
            return new H2Address(url, Place.SERVER, address.substring(0, slash), address.substring(slash + 1));
        }
        if (!info.isPersistent()) {
            String memory = name.substring("mem:".length());
            if (memory.isEmpty()) {
                throw invalid("The JDBC URL names no database, and one without a name is gone when its session ends.");
            }
            return new H2Address(url, Place.MEMORY, "mem", memory);
        }
        if (!name.startsWith("/") && !Path.of(name).isAbsolute()) {
            throw invalid("The JDBC URL names a file system that cannot be written.");
        }
        Path file = Path.of(name + SUFFIX);
        return new H2Address(
                url, Place.FILE, file.toString(), Path.of(name).getFileName().toString());
    }

    private static Fault invalid(String what) {
        return new Fault(
                FaultCode.CONFIGURATION_INVALID,
                what,
                "Write jdbc:h2:file:/path/name or jdbc:h2:tcp://host/name, and user and password in their own settings.");
    }

    /** The file, for databases in files. */
    Path file() {
        return Path.of(server);
    }

    boolean missing() {
        return place == Place.FILE && !Files.exists(file());
    }

    /** The URL with which H2 creates nothing. */
    String existing() {
        boolean already = url.toUpperCase(Locale.ROOT).contains(";IFEXISTS=");
        return place == Place.MEMORY || already ? url : url + IF_EXISTS;
    }

    /** A database in another folder with the same settings, but those that concern where and how this one is opened. */
    String copyIn(Path folder) {
        int settings = url.indexOf(';');
        String kept = settings < 0
                ? ""
                : NOT_FOR_COPIES.matcher(url.substring(settings)).replaceAll("");
        return SCHEME + "file:" + folder.resolve("copy") + kept;
    }

    @Override
    public String toString() {
        return place == Place.FILE ? server : database + " on " + server;
    }
}
