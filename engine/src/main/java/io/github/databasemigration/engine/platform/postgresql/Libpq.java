package io.github.databasemigration.engine.platform.postgresql;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says a JDBC URL's parameters in the words of libpq, for the programs and drivers that are built on it (PostgreSQL
 * documentation, "Parameter Key Words"; driver documentation, "Connection Parameters").
 */
final class Libpq {
    /** Those that mean the same under another or the same name; the driver's many others concern Java alone. */
    private static final Map<String, String> NAMES = Map.of(
            "sslmode", "sslmode",
            "sslcert", "sslcert",
            "sslkey", "sslkey",
            "sslrootcert", "sslrootcert",
            "sslNegotiation", "sslnegotiation",
            "channelBinding", "channel_binding",
            "gssEncMode", "gssencmode",
            "kerberosServerName", "krbsrvname",
            "options", "options");

    private Libpq() {}

    static SortedMap<String, String> parameters(Address address) {
        Map<String, String> given = address.parameters();
        SortedMap<String, String> parameters = new TreeMap<>();
        NAMES.forEach((jdbc, libpq) -> {
            if (given.containsKey(jdbc)) {
                parameters.put(libpq, given.get(jdbc));
            }
        });
        String ssl = given.get("ssl");
        if (ssl != null && !ssl.equals("false")) {
            parameters.putIfAbsent("sslmode", "verify-full");
        }
        address.schema().ifPresent(schema -> {
            String path = "-c search_path=" + schema.replace("\\", "\\\\").replace(" ", "\\ ");
            parameters.merge("options", path, (options, added) -> options + " " + added);
        });
        return parameters;
    }
}
