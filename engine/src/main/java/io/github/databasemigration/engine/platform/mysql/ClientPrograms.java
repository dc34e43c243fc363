package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Versions;
import io.github.databasemigration.engine.process.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The programs that dump and load, of the server's own kind and not older than the server.
 *
 * <p>Why so strict: mysqldump of MySQL loses MariaDB's sequences and system versioning, mariadb-dump loses MySQL's newer
 * definitions, and an older program of the same kind writes what it does not know as if it were not there.
 *
 * @param dump the path of mariadb-dump or mysqldump
 * @param client the path of mariadb or mysql
 * @param version of {@code dump}, such as {@code 10.11.19}
 * @param mariadb whether they are MariaDB's
 */
record ClientPrograms(String dump, String client, String version, boolean mariadb) {
    /** Replication's bookkeeping, which takes more privileges to load, and statistics that older servers do not have. */
    private static final List<String> MYSQL_ONLY = List.of("--set-gtid-purged=OFF", "--column-statistics=0");

    /** "Ver 10.19 Distrib 10.11.19-MariaDB", "from 11.4.2-MariaDB, client 15.2", "Ver 8.0.36 for Linux". */
    private static final Pattern VERSION =
            Pattern.compile("(?:Distrib|from) (\\d+(?:\\.\\d+)+)|Ver (\\d+(?:\\.\\d+)+) for");

    private record Found(String path, String version) {}

    static ClientPrograms find(Connecting connecting, MysqlServer server) {
        Found dump = find(
                connecting, server, server.mariadb() ? List.of("mariadb-dump", "mysqldump") : List.of("mysqldump"));
        Found client = find(connecting, server, server.mariadb() ? List.of("mariadb", "mysql") : List.of("mysql"));
        return new ClientPrograms(dump.path(), client.path(), dump.version(), server.mariadb());
    }

    /** What the dump program of this kind wants to be told besides. */
    List<String> arguments() {
        if (mariadb) {
            return List.of();
        }
        return Versions.compare(version, "8.0") < 0 ? MYSQL_ONLY.subList(0, 1) : MYSQL_ONLY;
    }

    private static Found find(Connecting connecting, MysqlServer server, List<String> names) {
        List<String> seen = new ArrayList<>();
        List<Found> older = new ArrayList<>();
        for (String path : paths(connecting.programs(), names)) {
            Optional<String> words = version(path, connecting);
            Matcher version = VERSION.matcher(words.orElse(""));
            if (version.find() && words.orElse("").contains("MariaDB") == server.mariadb()) {
                Found found = new Found(path, version.group(1) == null ? version.group(2) : version.group(1));
                if (Versions.compare(found.version(), server.line()) >= 0) {
                    return found;
                }
                older.add(found);
            }
            words.ifPresent(any -> seen.add(path));
        }
        throw older.isEmpty() ? missing(server, names, seen) : tooOld(server, older.get(0));
    }

    /** Where the configuration says, and nowhere else if it says something; otherwise on the PATH. */
    private static List<String> paths(Map<String, Path> configured, List<String> names) {
        List<String> paths = names.stream()
                .filter(configured::containsKey)
                .map(name -> configured.get(name).toString())
                .toList();
        return paths.isEmpty() ? names : paths;
    }

    private static Fault missing(MysqlServer server, List<String> names, List<String> seen) {
        String others = seen.isEmpty() ? "" : " (" + String.join(", ", seen) + " belongs to the other kind of server)";
        return new Fault(
                FaultCode.BACKUP_TOOL_MISSING,
                String.join(" or ", names) + " of " + server.kind() + " was not found" + others + ".",
                remedy(server, names.get(0)));
    }

    private static Fault tooOld(MysqlServer server, Found found) {
        return new Fault(
                FaultCode.BACKUP_TOOL_TOO_OLD,
                found.path() + " has version " + found.version() + ", and the server has " + server.version() + ".",
                remedy(server, found.path()));
    }

    private static String remedy(MysqlServer server, String name) {
        return "Install the client programs of " + server.kind() + " " + server.line()
                + " or newer, or name the path of " + name + " in the configuration.";
    }

    private static Optional<String> version(String path, Connecting connecting) {
        try {
            Program.Result result =
                    new Program(List.of(path, "--version"), connecting.redactor(), connecting.cancellation()).run();
            return result.ok() ? Optional.of(result.output()) : Optional.empty();
        } catch (Fault fault) {
            if (fault.code() == FaultCode.TOOL_MISSING) {
                return Optional.empty();
            }
            throw fault;
        }
    }
}
