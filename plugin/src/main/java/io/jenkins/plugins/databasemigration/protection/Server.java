package io.jenkins.plugins.databasemigration.protection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One server of a URL: {@code db.example.org:5432}, or the file of an embedded database. */
final class Server {
    /** A name, an IPv4 address, or an IPv6 address in brackets; perhaps with a port. */
    private static final Pattern WRITTEN = Pattern.compile("(?:\\[(?<six>[^]]*)]|(?<host>[^:]*))(?::(?<port>\\d+))?");

    private final String written;
    private final String host;

    @CheckForNull
    private final String port;

    Server(String written) {
        this.written = written;
        Matcher parts = WRITTEN.matcher(written);
        boolean address = parts.matches();
        String name = !address ? written : parts.group("six") == null ? parts.group("host") : parts.group("six");
        // The name of a host may end with a dot and means the same.
        host = name.replaceFirst("\\.$", "");
        port = address ? parts.group("port") : null;
    }

    /**
     * Whether patterns mean this server: by its host, by host and port, or, where a pattern is a host's full name, by any
     * of the addresses that this Jenkins finds for it.
     */
    boolean is(Globs hosts) {
        if (isOpen()) {
            // Which host it is, is not known: it may have any address.
            return !isFile() || hosts.couldMatch(written);
        }
        return hosts.match(written)
                || hosts.match(host)
                || !isFile() && hosts.names().stream().map(Server::new).anyMatch(this::sharesAddress);
    }

    /** Whether each target of a fleet has its own: which, only its configuration knows. */
    private boolean isOpen() {
        return written.contains(Undertaking.TARGET);
    }

    /** Whether patterns mean this server whatever target of a fleet it is for. */
    boolean isAlways(Globs hosts) {
        return isOpen() ? hosts.mustMatch(written) || hosts.mustMatch(host) : is(hosts);
    }

    private boolean isFile() {
        return written.contains("/") || written.contains("\\");
    }

    private boolean sharesAddress(Server named) {
        return (named.port == null || named.port.equals(port))
                && addresses(named.host).anyMatch(addresses(host).collect(Collectors.toSet())::contains);
    }

    private static Stream<String> addresses(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host)).map(InetAddress::getHostAddress);
        } catch (UnknownHostException e) {
            return Stream.empty();
        }
    }
}
