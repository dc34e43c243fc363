package io.jenkins.plugins.databasemigration.protection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One server of a URL: {@code db.example.org:5432}, or the file of an embedded database. */
final class Server {
    private final String written;
    private final String host;

    Server(String written) {
        this.written = written;
        // A host's name may end with a dot and means the same; an IPv6 address has colons and brackets of its own.
        this.host = written.replaceFirst("^\\[(.*)](:\\d+)?$", "$1")
                .replaceFirst("^([^:]*):\\d+$", "$1")
                .replaceFirst("\\.$", "");
    }

    /**
     * Whether patterns mean this server: by its host, by host and port, or, where a pattern is a host's full name, by any
     * of the addresses that this Jenkins finds for it.
     */
    boolean is(Globs hosts) {
        return hosts.match(written) || hosts.match(host) || (!isFile() && sharesAddress(hosts.names()));
    }

    private boolean isFile() {
        return written.contains("/") || written.contains("\\");
    }

    private boolean sharesAddress(List<String> names) {
        if (names.isEmpty()) {
            return false;
        }
        Set<String> own = addresses(host).collect(Collectors.toSet());
        return names.stream()
                .map(name -> new Server(name).host)
                .flatMap(Server::addresses)
                .anyMatch(own::contains);
    }

    private static Stream<String> addresses(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host)).map(InetAddress::getHostAddress);
        } catch (UnknownHostException e) {
            return Stream.empty();
        }
    }
}
