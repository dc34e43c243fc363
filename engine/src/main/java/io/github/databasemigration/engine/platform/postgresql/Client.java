package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.process.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Starts PostgreSQL's programs on one database. The password goes through the program's environment. */
final class Client {
    /** No limits of the role or the database: a dump or a restore takes as long as it takes. */
    private static final String WITHOUT_LIMITS = "-c statement_timeout=0 -c lock_timeout=0"
            + " -c idle_in_transaction_session_timeout=0 -c default_transaction_read_only=off";

    /**
     * Nobody needs half of a copy after a crash. One that takes the place of the live database does so with a commit that
     * waits for the server's disk, and for all that was written before it.
     */
    private static final String WITHOUT_WAITING_FOR_THE_DISK = " -c synchronous_commit=off";

    private final Connecting connecting;
    private final ClientPrograms programs;

    Client(Connecting connecting, ClientPrograms programs) {
        this.connecting = connecting;
        this.programs = programs;
    }

    String version() {
        return programs.version();
    }

    /** A program that connects. */
    Program program(String name, Address address, Cancellation cancellation, List<String> arguments) {
        return program(name, address, WITHOUT_LIMITS, cancellation, arguments);
    }

    /** One that fills a new copy of a database. */
    Program filling(String name, Address copy, Cancellation cancellation, List<String> arguments) {
        return program(name, copy, WITHOUT_LIMITS + WITHOUT_WAITING_FOR_THE_DISK, cancellation, arguments);
    }

    private Program program(
            String name, Address address, String options, Cancellation cancellation, List<String> arguments) {
        List<String> all = new ArrayList<>();
        all.add("--no-password");
        all.add("--dbname=" + connectionString(address, options));
        all.addAll(arguments);
        Program program = program(name, cancellation, all);
        connecting.credentials().password().ifPresent(password -> program.with("PGPASSWORD", password));
        return program;
    }

    /** A program that needs no server. */
    Program program(String name, Cancellation cancellation, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(programs.paths().get(name));
        command.addAll(arguments);
        // English messages, for some of them are recognised.
        return new Program(command, connecting.redactor(), cancellation).with("LC_ALL", "C");
    }

    /**
     * As libpq reads it. Everything that decides which server is reached is said, so that no variable of the
     * environment (PGHOSTADDR) says otherwise.
     */
    private String connectionString(Address address, String options) {
        Address.Host host = address.hosts().get(0);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("host", host.name());
        values.put("hostaddr", "");
        values.put("port", Integer.toString(host.port()));
        values.put("dbname", address.database());
        connecting.credentials().user().ifPresent(user -> values.put("user", user));
        values.put("application_name", ApplicationName.ofSession(connecting.holder()));
        values.put("connect_timeout", "10");
        values.put("options", options);
        Libpq.parameters(address)
                .forEach((name, value) -> values.merge(name, value, (limits, given) -> given + " " + limits));
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "='"
                        + entry.getValue().replace("\\", "\\\\").replace("'", "\\'") + "'")
                .collect(Collectors.joining(" "));
    }
}
