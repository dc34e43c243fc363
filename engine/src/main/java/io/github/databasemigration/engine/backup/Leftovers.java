package io.github.databasemigration.engine.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What attempts and deletions leave behind that did not come to their end.
 *
 * <p>A failed attempt keeps its folder {@code <id>.partial} with {@code failed.txt}, which says why, and loses the data
 * it had written: half a dump is of no use, and a disk that was full must not stay full. The same is done to the folder
 * of a taker that was killed, as soon as somebody comes by; the folder of a living taker is left alone. A deletion that
 * was interrupted is finished.
 */
final class Leftovers {
    static final String PARTIAL = ".partial";
    static final String DELETING = ".deleting";
    static final String EVIDENCE = "failed.txt";

    /** How long a failed attempt can be looked at. */
    private static final Duration EVIDENCE_KEPT = Duration.ofDays(30);

    private final Path environmentFolder;

    Leftovers(Path environmentFolder) {
        this.environmentFolder = environmentFolder;
    }

    /** Frees what nobody needs any more. */
    void sweep(Instant now) throws IOException {
        Claim.sweep(environmentFolder, now);
        for (Path folder : folders()) {
            String name = folder.getFileName().toString();
            if (name.endsWith(DELETING) && isBackup(name, DELETING)) {
                delete(folder);
            } else if (name.endsWith(PARTIAL) && isBackup(name, PARTIAL)) {
                sweepPartial(folder, name.substring(0, name.length() - PARTIAL.length()), now);
            }
        }
    }

    private void sweepPartial(Path folder, String id, Instant now) throws IOException {
        if (Claim.alive(environmentFolder, id) || Files.notExists(folder)) {
            return;
        }
        if (Files.notExists(folder.resolve(EVIDENCE))) {
            discard(folder, "The backup was not completed: the process that took it ended before it could say why.\n");
        } else if (BackupId.time(id).orElseThrow().isBefore(now.minus(EVIDENCE_KEPT))) {
            delete(folder);
        }
    }

    /** Replaces what an attempt wrote by the reason why it ended. */
    static void discard(Path partial, String evidence) {
        try {
            delete(partial.resolve(Backup.DATA));
            Files.deleteIfExists(partial.resolve(SchemaFile.NAME));
            Files.deleteIfExists(partial.resolve(ManifestFile.NAME));
            Files.writeString(partial.resolve(EVIDENCE), evidence);
        } catch (IOException e) {
            // Whoever comes by next tries again; the fault that brought us here is the one to be told.
        }
    }

    /** Deletes a folder and all in it; links themselves, never what they lead to. */
    static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.deleteIfExists(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> entries = Files.list(environmentFolder)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    private static boolean isBackup(String name, String ending) {
        return BackupId.time(name.substring(0, name.length() - ending.length())).isPresent();
    }
}
