package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * PostgreSQL's own programs, all of one installation, and not older than the server: pg_dump refuses a newer server, and
 * pg_restore does not read what a newer pg_dump wrote.
 *
 * @param paths the programs by name
 * @param version of all of them, such as {@code 15.18}
 */
record ClientPrograms(Map<String, String> paths, String version) {
    private static final List<String> NAMES = List.of("pg_dump", "pg_restore", "psql");
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)\\S*)");

    /** Where Debian's and the PostgreSQL project's packages put one folder for each major version. */
    private static final Map<Path, String> INSTALLATIONS =
            Map.of(Path.of("/usr/lib/postgresql"), "*", Path.of("/usr"), "pgsql-*");

    /**
     * Looks where the configuration says and nowhere else if it says something; otherwise on the PATH and at the usual
     * places. The server's own version is best: a newer pg_restore may set what an older server does not know.
     */
    static ClientPrograms find(Connecting connecting, int serverMajor) {
        List<ClientPrograms> found = candidates(connecting.programs()).stream()
                .flatMap(paths -> installed(paths, connecting).stream())
                .toList();
        if (found.isEmpty()) {
            throw new Fault(
                    FaultCode.BACKUP_TOOL_MISSING,
                    "pg_dump, pg_restore and psql were not found" + where(connecting.programs()) + ".",
                    remedy(serverMajor));
        }
        return found.stream()
                .filter(programs -> programs.major() >= serverMajor)
                .min(Comparator.comparingInt(ClientPrograms::major))
                .orElseThrow(() -> new Fault(
                        FaultCode.BACKUP_TOOL_TOO_OLD,
                        found.get(0).paths().get("pg_dump") + " has version "
                                + found.get(0).version() + ", and the server has " + serverMajor + ".",
                        remedy(serverMajor)));
    }

    private static String where(Map<String, Path> configured) {
        List<String> named = NAMES.stream()
                .filter(configured::containsKey)
                .map(name -> configured.get(name).toString())
                .toList();
        return named.isEmpty() ? "" : ", all three in one version, where the configuration says: " + named;
    }

    private static String remedy(int serverMajor) {
        return "Install the client programs of PostgreSQL " + serverMajor
                + " or newer (postgresql-client), or name the path of pg_dump in the configuration.";
    }

    private static List<Map<String, String>> candidates(Map<String, Path> configured) {
        Optional<Path> folder = NAMES.stream()
                .filter(configured::containsKey)
                .findFirst()
                .map(name -> configured.get(name).toAbsolutePath().getParent());
        if (folder.isPresent()) {
            return List.of(paths(name ->
                    configured.getOrDefault(name, folder.get().resolve(name)).toString()));
        }
        List<Map<String, String>> candidates = new ArrayList<>();
        candidates.add(paths(name -> name));
        INSTALLATIONS.forEach((parent, versions) -> folders(parent, versions)
                .forEach(version -> candidates.add(
                        paths(name -> version.resolve("bin").resolve(name).toString()))));
        return candidates;
    }

    private static Map<String, String> paths(UnaryOperator<String> path) {
        return NAMES.stream().collect(Collectors.toMap(name -> name, path));
    }

    private static List<Path> folders(Path parent, String versions) {
        List<Path> folders = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(parent, versions)) {
            entries.forEach(folders::add);
        } catch (IOException e) {
            return List.of();
        }
        return folders;
    }

    private static Optional<ClientPrograms> installed(Map<String, String> paths, Connecting connecting) {
        List<String> versions = paths.values().stream()
                .map(path -> version(path, connecting))
                .flatMap(Optional::stream)
                .toList();
        boolean oneOfEach =
                versions.size() == NAMES.size() && versions.stream().distinct().count() == 1;
        return oneOfEach ? Optional.of(new ClientPrograms(paths, versions.get(0))) : Optional.empty();
    }

    private static Optional<String> version(String path, Connecting connecting) {
        try {
            Program.Result result =
                    new Program(List.of(path, "--version"), connecting.redactor(), connecting.cancellation()).run();
            Matcher version = VERSION.matcher(result.output());
            return result.ok() && version.find() ? Optional.of(version.group(1)) : Optional.empty();
        } catch (Fault fault) {
            if (fault.code() == FaultCode.TOOL_MISSING) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    private int major() {
        return Integer.parseInt(version.replaceFirst("\\D.*", ""));
    }
}
