package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.process.Program;
import java.util.ArrayList;
import java.util.List;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.export.SslMode;

/** Runs the server's programs against the database's own server; the password goes in their environment. */
final class Client {
    private final Connecting connecting;
    private final MysqlAddress address;
    private final MysqlServer server;

    Client(Connecting connecting, MysqlAddress address, MysqlServer server) {
        this.connecting = connecting;
        this.address = address;
        this.server = server;
    }

    Program program(String path, List<String> arguments) {
        List<String> command = new ArrayList<>(command(path));
        command.addAll(arguments);
        Program program = new Program(command, connecting.redactor(), connecting.cancellation());
        connecting.credentials().password().ifPresent(password -> program.with("MYSQL_PWD", password));
        return program;
    }

    /** Program and connection. Option files could name another server or password, so none is read. */
    List<String> command(String path) {
        List<String> command = new ArrayList<>(List.of(
                path, "--no-defaults", "--protocol=TCP", "--host=" + address.host(), "--port=" + address.port()));
        connecting.credentials().user().ifPresent(user -> command.add("--user=" + user));
        command.addAll(tls());
        return command;
    }

    /** The driver's sslMode in the programs' words, which differ between the two kinds. */
    private List<String> tls() {
        Configuration settings = address.settings();
        SslMode mode = settings.sslMode();
        List<String> arguments = new ArrayList<>();
        if (mode == SslMode.DISABLE) {
            arguments.add(server.mariadb() ? "--skip-ssl" : "--ssl-mode=DISABLED");
            if (!server.mariadb() && settings.allowPublicKeyRetrieval()) {
                arguments.add("--get-server-public-key");
            }
        } else if (mode == SslMode.VERIFY_CA || mode == SslMode.VERIFY_FULL) {
            boolean name = mode == SslMode.VERIFY_FULL;
            arguments.addAll(
                    server.mariadb()
                            ? List.of("--ssl", "--ssl-verify-server-cert")
                            : List.of("--ssl-mode=" + (name ? "VERIFY_IDENTITY" : "VERIFY_CA")));
            if (settings.serverSslCert() != null) {
                arguments.add("--ssl-ca=" + certificate(settings.serverSslCert()));
            }
        } else if (mode == SslMode.TRUST) {
            arguments.addAll(
                    server.mariadb()
                            ? List.of("--ssl", "--disable-ssl-verify-server-cert")
                            : List.of("--ssl-mode=REQUIRED"));
        }
        return arguments;
    }

    private static String certificate(String given) {
        if (given.startsWith("-----") || given.startsWith("classpath:")) {
            throw new Fault(
                    FaultCode.UNSUPPORTED,
                    "The URL's serverSslCert is no file, and the backup programs read certificates from files.",
                    "Put the certificate into a file and name that in the URL.");
        }
        return given;
    }
}
