package io.jenkins.plugins.databasemigration;

import hudson.ProxyConfiguration;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import jenkins.MasterToSlaveFileCallable;

/** Fetches what a remote artifact store has, without a detour through Jenkins. */
final class Download extends MasterToSlaveFileCallable<Void> {
    private static final long serialVersionUID = 1L;

    private final URL from;

    Download(URL from) {
        this.from = from;
    }

    @Override
    public Void invoke(File to, VirtualChannel channel) throws IOException {
        try (InputStream in = ProxyConfiguration.getInputStream(from)) {
            Files.copy(in, to.toPath(), StandardCopyOption.REPLACE_EXISTING);
        }
        return null;
    }
}
