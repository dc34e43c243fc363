package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.Driver;

/**
 * A JDBC URL of PostgreSQL in its parts.
 *
 * @param hosts one or several, each with its port
 * @param database the database's name, decoded
 * @param parameters what follows the question mark, decoded
 */
record Address(List<Host> hosts, String database, SortedMap<String, String> parameters) {
    private static final List<String> SECRETS = List.of("user", "password", "sslpassword");
    /** Looked at before the driver does, which would log a URL that it cannot read with all that is in it. */
    private static final Pattern READABLE =
            Pattern.compile("jdbc:postgresql:(//HOST(,HOST)*/)?([^?/%]|%[0-9a-fA-F]{2})+(\\?([^%]|%[0-9a-fA-F]{2})*)?"
                    .replace("HOST", "(\\[[0-9a-fA-F:.]+]|[\\w.-]+)(:\\d{1,5})?"));

    static final String CURRENT_SCHEMA = "currentSchema";

    private static final String HOST = "PGHOST";
    private static final String PORT = "PGPORT";
    private static final String DATABASE = "PGDBNAME";

    /** A machine (or an IPv6 address, without brackets) and a TCP port. */
    record Host(String name, int port) {
        @Override
        public String toString() {
            return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
        }
    }

    static Address parse(String url) {
        Properties parts = READABLE.matcher(url).matches() ? Driver.parseURL(url, null) : null;
        if (parts == null) {
            throw invalid("The JDBC URL cannot be read.");
        }
        SortedMap<String, String> parameters = new TreeMap<>();
        parts.stringPropertyNames().forEach(name -> parameters.put(name, parts.getProperty(name)));
        SECRETS.stream().filter(parameters::containsKey).findFirst().ifPresent(secret -> {
            throw invalid("The JDBC URL holds \"" + secret + "\", and URLs are shown in plans and logs.");
        });
        String[] names = parameters.remove(HOST).split(",");
        String[] ports = parameters.remove(PORT).split(",");
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            hosts.add(new Host(names[i].replaceAll("[\\[\\]]", ""), Integer.parseInt(ports[i])));
        }
        return new Address(List.copyOf(hosts), parameters.remove(DATABASE), parameters);
    }

    private static Fault invalid(String what) {
        return new Fault(
                FaultCode.CONFIGURATION_INVALID,
                what,
                "Write jdbc:postgresql://host:port/database, and user and password in their own settings.");
    }

    /** The same address narrowed to the host that answered. */
    Address at(Host host) {
        return new Address(List.of(host), database, parameters);
    }

    /** Another database of the same server. */
    Address to(String otherDatabase) {
        return new Address(hosts, otherDatabase, parameters);
    }

    /** The same where unqualified names are looked up in this schema, unless the URL says so in its own way. */
    Address in(String schema) {
        SortedMap<String, String> more = new TreeMap<>(parameters);
        more.putIfAbsent(CURRENT_SCHEMA, Identifier.quoted(schema));
        return new Address(hosts, database, more);
    }

    /** Where unqualified names are looked up, if the URL says so, as {@code search_path} is written. */
    Optional<String> schema() {
        return Optional.ofNullable(parameters.get(CURRENT_SCHEMA));
    }

    /** The same without a word about schemas. */
    Address inNoSchema() {
        SortedMap<String, String> others = new TreeMap<>(parameters);
        others.remove(CURRENT_SCHEMA);
        return new Address(hosts, database, others);
    }

    /** Every host and port, as they were given. */
    String server() {
        return hosts.stream().map(Host::toString).collect(Collectors.joining(","));
    }

    /** The whole JDBC URL. */
    String url() {
        return bareUrl() + query(parameters);
    }

    /** The JDBC URL without parameters, for those who set them one by one. */
    String bareUrl() {
        return "jdbc:postgresql://" + server() + "/" + encode(database);
    }

    static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        // Names stay as they are: the driver does not decode them.
                        .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /** Percent-encoding that every reader of URLs understands: a space is never a plus. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
