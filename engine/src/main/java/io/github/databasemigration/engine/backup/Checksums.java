package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Sha256;
import io.github.databasemigration.engine.platform.Dumps;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Compares the files of a folder with a list of sizes and SHA-256 hashes: every one there, none more. Several files at
 * once, for hashing is slower than most disks; one buffer for each, whatever their size. Follows no link.
 */
final class Checksums {
    private static final int BUFFER = 1 << 20;

    private final Path folder;
    private final Cancellation cancellation;

    Checksums(Path folder, Cancellation cancellation) {
        this.folder = folder;
        this.cancellation = cancellation;
    }

    /** What differs, sorted by name. */
    List<Finding> compare(List<Dumps.File> expected) {
        Map<String, Long> present = new TreeMap<>();
        List<Finding> findings = new ArrayList<>();
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of(new Finding(folder.getFileName().toString(), "is not a folder"));
        }
        list(present, findings);
        List<Dumps.File> toHash = new ArrayList<>();
        for (Dumps.File file : expected) {
            Long size = present.remove(file.name());
            if (size != null && size == file.size()) {
                toHash.add(file);
            } else {
                findings.add(new Finding(shown(file.name()), size == null ? "is missing" : sizes(size, file.size())));
            }
        }
        present.keySet().forEach(name -> findings.add(new Finding(shown(name), "is not in the manifest")));
        findings.addAll(hashAll(toHash));
        findings.sort(Comparator.comparing(Finding::subject));
        return findings;
    }

    private void list(Map<String, Long> present, List<Finding> findings) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = name(file);
                    if (attributes.isRegularFile()) {
                        present.put(name, attributes.size());
                    } else {
                        findings.add(new Finding(shown(name), "is a link or a special file, which no backup has"));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw FileFaults.reading(folder, e);
        }
    }

    private String name(Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    private String shown(String name) {
        return folder.getFileName() + "/" + name;
    }

    private static String sizes(long is, long expected) {
        return (is == 0 ? "is empty" : "has " + is + " bytes") + ", the manifest says " + expected + " bytes";
    }

    private List<Finding> hashAll(List<Dumps.File> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        // The biggest first, so that none of them is left to one thread at the end.
        List<Callable<Optional<Finding>>> work = files.stream()
                .sorted(Comparator.comparingLong(Dumps.File::size).reversed())
                .<Callable<Optional<Finding>>>map(file -> () -> compare(file))
                .toList();
        int threads = Math.min(work.size(), Runtime.getRuntime().availableProcessors());
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "checksum");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Finding> findings = new ArrayList<>();
            for (Future<Optional<Finding>> done : pool.invokeAll(work)) {
                done.get().ifPresent(findings::add);
            }
            return findings;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault(FaultCode.CANCELLED, "Interrupted while reading " + folder + ".", "Run it again.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Fault fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private Optional<Finding> compare(Dumps.File file) {
        Path path = folder.resolve(file.name());
        try {
            String sha256 = hash(path, file.size());
            return sha256.equals(file.sha256())
                    ? Optional.empty()
                    : Optional.of(new Finding(
                            shown(file.name()),
                            "has other content than the manifest says (SHA-256 " + sha256 + " instead of "
                                    + file.sha256() + ")"));
        } catch (NoSuchFileException e) {
            return Optional.of(new Finding(shown(file.name()), "is missing"));
        } catch (IOException e) {
            throw FileFaults.reading(path, e);
        }
    }

    private String hash(Path file, long size) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, size))];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                cancellation.check();
                digest.update(buffer, 0, read);
            }
        }
        return Sha256.finish(digest);
    }
}
