package io.jenkins.plugins.databasemigration;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import jenkins.MasterToSlaveFileCallable;

/** The command line, carried by this plugin as one jar and copied once to each agent, by its SHA-256. */
final class CommandLineJar {
    private static final String NAME = "migrate-database.jar";
    private static final String FOLDER = "caches/database-migration";

    /** Computed once, when the first step needs it. */
    private static final class Digest {
        private static final String SHA256 = compute();

        private static String compute() {
            try (InputStream jar = resource().openStream()) {
                return Sha256.of(jar);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private CommandLineJar() {}

    /** The jar below the root folder of a node, copied there if it is not yet. */
    static FilePath installBelow(FilePath root) throws IOException, InterruptedException {
        FilePath folder = root.child(FOLDER).child(Digest.SHA256);
        FilePath jar = folder.child(NAME);
        if (!jar.exists()) {
            folder.mkdirs();
            FilePath part = folder.child(NAME + "." + UUID.randomUUID() + ".part");
            try {
                part.copyFrom(resource());
                part.act(new Publish(NAME));
            } finally {
                part.delete();
            }
        }
        return jar;
    }

    private static URL resource() {
        URL jar = CommandLineJar.class.getResource(NAME);
        if (jar == null) {
            throw new IllegalStateException("This plugin was packaged without " + NAME);
        }
        return jar;
    }

    /** Gives the complete copy its name at once: another build may be looking for it, or copying it, too. */
    private static final class Publish extends MasterToSlaveFileCallable<Void> {
        private static final long serialVersionUID = 1L;
        private final String name;

        Publish(String name) {
            this.name = name;
        }

        @Override
        public Void invoke(File part, VirtualChannel channel) throws IOException {
            Files.move(part.toPath(), part.toPath().resolveSibling(name), StandardCopyOption.ATOMIC_MOVE);
            return null;
        }
    }
}
