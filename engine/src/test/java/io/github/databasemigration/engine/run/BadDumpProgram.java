package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What a dump program may do wrong, most often with a good conscience: it ends with status 0. Each is a script around the
 * real program.
 */
enum BadDumpProgram {
    ENDS_BADLY(FaultCode.BACKUP_FAILED, "real \"$@\"; exit 3"),
    ENDS_BADLY_HALF_WAY(FaultCode.BACKUP_FAILED, "real \"$@\" | head -c 900; shorten 50; exit 1"),
    IS_KILLED(FaultCode.BACKUP_FAILED, "kill -KILL $$"),
    WRITES_NOTHING(FaultCode.BACKUP_FAILED, "exit 0"),
    WRITES_EMPTY_FILES(FaultCode.BACKUP_FAILED, "real \"$@\" >/dev/null; shorten 0"),
    ENDS_EARLY_WITHOUT_A_WORD(FaultCode.BACKUP_FAILED, "real \"$@\" | head -c 900; shorten 80"),
    FINDS_THE_DISK_FULL(FaultCode.DISK_FULL, "cat /dev/zero >\"$disk/filler\"; real \"$@\""),
    LEAVES_OUT_A_TABLE(FaultCode.BACKUP_FAILED, "real \"$@\" $without_a_table"),
    LEAVES_OUT_ALL_TABLES(FaultCode.BACKUP_FAILED, "real \"$@\" $without_tables"),
    LEAVES_OUT_ALL_ROWS(FaultCode.BACKUP_FAILED, "real \"$@\" $without_rows"),
    DUMPS_ANOTHER_DATABASE(FaultCode.BACKUP_FAILED, "real \"${elsewhere[@]}\""),
    IS_TOO_OLD(FaultCode.BACKUP_TOOL_TOO_OLD, "real \"$@\"") {
        @Override
        String versionOf(Server server) {
            return server == Server.POSTGRESQL
                    ? "echo '(PostgreSQL) 9.6.24'"
                    : "echo 'mysqldump  Ver 10.19 Distrib 5.5.68-MariaDB, for Linux (x86_64)'";
        }
    },
    IS_OF_ANOTHER_KIND(FaultCode.BACKUP_TOOL_MISSING, "real \"$@\"") {
        @Override
        String versionOf(Server server) {
            return "echo 'mysqldump  Ver 8.0.36 for Linux on x86_64 (MySQL Community Server - GPL)'";
        }
    },
    IS_NO_PROGRAM(FaultCode.BACKUP_TOOL_MISSING, "") {
        @Override
        String permissions() {
            return "rw-r--r--";
        }
    };

    /** What is found in PostgreSQL's dumps when they are read; MariaDB's are read while they are written. */
    private static final Set<BadDumpProgram> READ_AFTERWARDS = EnumSet.of(
            ENDS_EARLY_WITHOUT_A_WORD,
            LEAVES_OUT_A_TABLE,
            LEAVES_OUT_ALL_TABLES,
            LEAVES_OUT_ALL_ROWS,
            DUMPS_ANOTHER_DATABASE);

    private final FaultCode code;
    private final String body;

    BadDumpProgram(FaultCode code, String body) {
        this.code = code;
        this.body = body;
    }

    /** What the engine may call it. */
    Set<FaultCode> codes(Server server) {
        if (server != Server.POSTGRESQL || !READ_AFTERWARDS.contains(this)) {
            return Set.of(code);
        }
        // A file that gets shorter may be noticed while it is written.
        return this == ENDS_EARLY_WITHOUT_A_WORD
                ? Set.of(FaultCode.BACKUP_INVALID, code)
                : Set.of(FaultCode.BACKUP_INVALID);
    }

    String versionOf(Server server) {
        return "real --version";
    }

    String permissions() {
        return "rwxr-xr-x";
    }

    /**
     * Installs it; the programs for {@code programs:} of an environment.
     *
     * @param disk the folder of a small disk
     * @param other the name of a database that the user may read too
     */
    Map<String, String> install(Path folder, Server server, Path disk, String live, String other) throws IOException {
        Path bin = Files.createDirectories(folder.resolve(name()));
        String settings = "disk=" + disk + "\n";
        if (server == Server.POSTGRESQL) {
            for (String program : new String[] {"pg_restore", "psql"}) {
                script(bin.resolve(program), """
                        real() { %s "$@"; }
                        if [[ $1 == --version ]]; then %s; else real "$@"; fi
                        """.formatted(PostgresServer.bin().resolve(program), versionOf(server)));
            }
            Path dump = script(
                    bin.resolve("pg_dump"),
                    settings
                            + """
                    real() { %s "$@"; }
                    without_a_table=--exclude-table=t1
                    without_tables='--exclude-table=*.*'
                    without_rows=--schema-only
                    for word; do
                      case $word in
                        --file=*) folder=${word#--file=} ;;
                        --snapshot=*) continue ;;
                      esac
                      elsewhere+=("${word//dbname=\\'%s\\'/dbname=\\'%s\\'}")
                    done
                    shorten() {
                      local file
                      for file in "$folder"/*; do truncate -s $(($(stat -c %%s "$file") * $1 / 100)) "$file"; done
                    }
                    if [[ $1 == --version ]]; then %s; exit; fi
                    %s
                    """.formatted(
                                    PostgresServer.bin().resolve("pg_dump"), live, other, versionOf(server), body));
            Files.setPosixFilePermissions(dump, PosixFilePermissions.fromString(permissions()));
            return Map.of("pg_dump", dump.toString());
        }
        Path dump = script(bin.resolve("mariadb-dump"), settings + """
                real() { mariadb-dump "$@"; }
                shorten() { :; }
                without_a_table=--ignore-table=%1$s.t1
                without_tables='--no-data --no-create-info'
                without_rows=--no-data
                elsewhere=("${@:1:$#-1}" %2$s)
                if [[ $1 == --version ]]; then %3$s; exit; fi
                %4$s
                """.formatted(live, other, versionOf(server), body));
        Files.setPosixFilePermissions(dump, PosixFilePermissions.fromString(permissions()));
        return Map.of("mariadb-dump", dump.toString());
    }

    private static Path script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/bash\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }
}
