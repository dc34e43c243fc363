package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.json.Sha256;
import io.github.databasemigration.engine.platform.Dumps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Hashes the files of a folder while a program writes them, reading what was added since the last look: most of it is
 * still in the system's memory then, and nothing is left to read when the program ends. Only for programs that append,
 * as pg_dump does in its directory format.
 */
final class Follower {
    private final Path folder;
    private final Map<Path, Followed> files = new TreeMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 18);
    private long bytes;
    private String last = "";

    Follower(Path folder) {
        this.folder = folder;
    }

    /** Reads what is new in all files, telling how far they are. */
    void catchUp(Dumps.DumpProgress progress) throws IOException {
        for (Path file : list()) {
            long before = bytes;
            files.computeIfAbsent(file, f -> new Followed()).read(file);
            if (bytes > before) {
                last = folder.relativize(file).toString();
            }
        }
        progress.at(last, bytes);
    }

    /** Every file, as it was read. */
    List<Dumps.File> finish() {
        List<Dumps.File> finished = new ArrayList<>();
        files.forEach((file, followed) -> finished.add(new Dumps.File(
                folder.relativize(file).toString().replace('\\', '/'),
                followed.position,
                Sha256.finish(followed.digest))));
        finished.sort(Comparator.comparing(Dumps.File::name));
        return finished;
    }

    private List<Path> list() throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).toList();
        }
    }

    private final class Followed {
        private final MessageDigest digest = Sha256.digest();
        private long position;

        void read(Path file) throws IOException {
            if (Files.size(file) == position) {
                return;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                channel.position(position);
                while (channel.read(buffer.clear()) > 0) {
                    buffer.flip();
                    position += buffer.remaining();
                    bytes += buffer.remaining();
                    digest.update(buffer);
                }
            }
        }
    }
}
