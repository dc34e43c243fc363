package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mariadb.jdbc.Configuration;

/**
 * A JDBC URL of MariaDB or MySQL in its parts.
 *
 * @param url as the MariaDB driver wants it, which takes {@code jdbc:mysql:} only on request
 * @param host a machine's name or address
 * @param port its TCP port
 * @param database the database's name
 * @param settings what the driver reads in the rest
 */
record MysqlAddress(String url, String host, int port, String database, Configuration settings) {
    private static final Pattern SCHEME = Pattern.compile("^jdbc:(mariadb|mysql):");
    private static final Pattern DATABASE = Pattern.compile("^(jdbc:mariadb:[^?]*?//[^/?]*/)([^?]*)");

    static boolean accepts(String url) {
        return SCHEME.matcher(url).find();
    }

    static MysqlAddress parse(String given) {
        String url = SCHEME.matcher(given).replaceFirst("jdbc:mariadb:");
        Configuration settings = settings(url);
        if (settings.user() != null || settings.password() != null) {
            throw invalid("The JDBC URL holds a user or password, and URLs are shown in plans and logs.");
        }
        if (settings.addresses().size() != 1 || settings.addresses().get(0).host == null) {
            // A lock on one server of several protects nothing.
            throw invalid("The JDBC URL does not name exactly one server.");
        }
        if (settings.database() == null || !DATABASE.matcher(url).find()) {
            throw invalid("The JDBC URL names no database.");
        }
        var address = settings.addresses().get(0);
        return new MysqlAddress(url, address.host, address.port, settings.database(), settings);
    }

    private static Configuration settings(String url) {
        try {
            return Configuration.parse(url);
        } catch (SQLException | RuntimeException e) {
            // The driver trips over some URLs rather than refuse them.
            throw invalid("The JDBC URL cannot be read.");
        }
    }

    private static Fault invalid(String what) {
        return new Fault(
                FaultCode.CONFIGURATION_INVALID,
                what,
                "Write jdbc:mariadb://host:port/database, and user and password in their own settings.");
    }

    /** The URL of another database of the same server. */
    String urlOf(String otherDatabase) {
        return DATABASE.matcher(url).replaceFirst("$1" + Matcher.quoteReplacement(otherDatabase));
    }

    /** Host and port, as addressed. */
    String server() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    String sqlAlchemyUrl() {
        return "mysql+pymysql://" + server() + "/"
                + URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20") + "?charset=utf8mb4";
    }
}
